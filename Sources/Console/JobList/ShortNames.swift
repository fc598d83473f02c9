import Canvas
import Domain

/// Types and municipalities as the columns of the moment show them: a board has few of either, and shortens each once.
struct ShortNames: Sendable {
  private var types: [String: String] = [:]
  private var places: [String: String] = [:]
  private(set) var typeColumns = 0
  private(set) var placeColumns = 0
  /// Of the longest job number.
  private(set) var numberColumns = 0
  private(set) var version = -1

  /// What does not vary much is remembered; beyond this many it is not.
  private static let most = 500

  func type(_ text: String, columns: Int) -> String {
    columns == typeColumns ? types[text] ?? short(text, columns, Shortening.type) : short(text, columns, Shortening.type)
  }

  func place(_ text: String, columns: Int) -> String {
    columns == placeColumns ? places[text] ?? short(text, columns, Shortening.place) : short(text, columns, Shortening.place)
  }

  private func short(_ text: String, _ columns: Int, _ shorten: (String, Int) -> String) -> String {
    shorten(Sanitise.line(text), columns)
  }

  /// To be done first: the other columns follow from it.
  mutating func measureNumbers(of board: Board, version: Int) {
    self.version = version
    numberColumns = board.jobs.keys.reduce(0) { max($0, $1.number.utf8.count) }
  }

  mutating func refresh(_ board: Board, typeColumns: Int, placeColumns: Int) {
    if typeColumns != self.typeColumns || placeColumns != self.placeColumns {
      types.removeAll()
      places.removeAll()
    }
    self.typeColumns = typeColumns
    self.placeColumns = placeColumns
    for job in board.jobs.values {
      if types.count < Self.most, types[job.type] == nil { types[job.type] = short(job.type, typeColumns, Shortening.type) }
      if places.count < Self.most, places[job.city] == nil {
        places[job.city] = short(job.city, placeColumns, Shortening.place)
      }
    }
  }
}

extension State {
  /// After another board or another width; a job that changes is shortened when it is drawn.
  mutating func refreshShortNames() {
    guard let board else { return }
    let isNew = list.shortNames.version != list.layout.rebuilds
    if isNew { list.shortNames.measureNumbers(of: board, version: list.layout.rebuilds) }
    let columns = JobColumns(width: PaneLayout(self).list.width - 2, digits: list.shortNames.numberColumns)
    let (type, place) = (columns.type?.width ?? 0, columns.place?.width ?? 0)
    let names = list.shortNames
    guard isNew || names.typeColumns != type || names.placeColumns != place else { return }
    list.shortNames.refresh(board, typeColumns: type, placeColumns: place)
  }
}
