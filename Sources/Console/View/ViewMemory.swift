import Canvas
import Widgets

/// What was drawn last, kept so that a key costs what it changes and not what the screen holds. Frames drawn with it are those that
/// would be drawn without.
package struct ViewMemory: Sendable {
  /// The counts at which what is kept was drawn; see `State.revision`.
  struct Moment: Equatable {
    let state: Int
    let list: Int

    init(_ state: State) {
      self.state = state.revision
      list = state.list.revision
    }
  }

  /// Parts that are put back where they are shown again.
  struct Pieces: Sendable {
    var jobRows = DrawnPieces<Int>()
    var sheets = DrawnPieces<SheetView.Shown>()
    var hints = DrawnPieces<HintPlace>()
    var map = DrawnMap()
    var timelineRows = DrawnPieces<TimelineRowView.Shown>()
  }

  /// What the hints are about.
  struct HintPlace: Hashable {
    let row: RowKey?
    let check: ChecksPageState.RowID?
  }

  /// A picture that the next one is drawn over.
  private struct Layer: Sendable {
    var picture = Frame(size: Size(width: 0, height: 0))
    var hits = HitMap()
  }

  private struct ListPlace: Equatable {
    let moment: Moment
    let top: Int
    let map: MapShown?
  }

  /// What was drawn last, with the rows touched since the drawing before.
  package private(set) var frame = Frame(size: Size(width: 0, height: 0))
  private var groundMoment: Moment?
  private var ground = Layer()
  /// The ground with the map and the list's rows.
  private var listPlace: ListPlace?
  private var list = Layer()
  /// What lies where of what is drawn over the list.
  private var restHits = HitMap()
  /// Rows in which `frame` is not as `list.picture`.
  private var overdrawn = RowSet(count: 0)
  private var pieces = Pieces()

  package init() {}

  /// Pictures of the map that have been made.
  var mapPictures: Int { pieces.map.pictures }

  /// What lies where in `frame`.
  package var hits: HitMap {
    var hits = list.hits
    hits.add(restHits)
    return hits
  }

  /// Draws `ground`, over it `list` where either has changed, and over both `rest`.
  mutating func draw(
    _ state: State, map: MapShown?, ground drawGround: (inout Frame, inout HitMap) -> Void,
    list drawList: (inout Frame, inout Pieces, inout HitMap) -> Void,
    rest drawRest: (inout Frame, inout Pieces, inout HitMap) -> Void
  ) {
    let moment = Moment(state)
    if moment != groundMoment {
      groundMoment = moment
      listPlace = nil
      ground.picture = Frame(size: state.size, symbols: state.preferences.symbols)
      ground.hits = HitMap()
      drawGround(&ground.picture, &ground.hits)
    }
    let place = ListPlace(moment: moment, top: state.list.scroll.top, map: map)
    var changed = overdrawn
    if place != listPlace {
      listPlace = place
      list.picture.copy(from: ground.picture)
      list.hits = ground.hits
      drawList(&list.picture, &pieces, &list.hits)
      frame.copy(from: list.picture)
      changed = RowSet(count: state.size.height, all: true)
    } else {
      frame.restore(overdrawn, from: list.picture)
      frame.cursor = nil
    }
    frame.forgetTouches()
    restHits = HitMap()
    drawRest(&frame, &pieces, &restHits)
    overdrawn = frame.touched
    frame.touch(changed)
  }

  /// Draws what has the screen to itself.
  mutating func drawAlone(_ state: State, _ draw: (inout Frame) -> Void) {
    groundMoment = nil
    list.hits = HitMap()
    restHits = HitMap()
    frame = Frame(size: state.size, symbols: state.preferences.symbols)
    draw(&frame)
  }
}

/// Parts of a pane as they looked when they were drawn, by what they show.
struct DrawnPieces<ID: Hashable & Sendable>: Sendable {
  private struct Piece {
    var cells: [Cell]
    var hits: HitMap
  }

  private var moment: ViewMemory.Moment?
  private var size = Size(width: 0, height: 0)
  private var pieces: [ID: Piece] = [:]
  /// A few screens' worth.
  private let most = 200

  /// Draws what `id` stands for at `moment` into `area`, or puts back what that came to.
  mutating func draw(
    _ id: ID, at moment: ViewMemory.Moment, into frame: inout Frame, in area: Rect, hits: inout HitMap,
    _ draw: (inout Frame, inout HitMap) -> Void
  ) {
    let size = Size(width: area.width, height: area.height)
    if moment != self.moment || size != self.size || pieces.count > most {
      self.moment = moment
      self.size = size
      pieces.removeAll(keepingCapacity: true)
    }
    if let piece = pieces[id] {
      frame.paste(piece.cells, into: area)
      hits.add(piece.hits)
    } else {
      var own = HitMap()
      draw(&frame, &own)
      hits.add(own)
      pieces[id] = Piece(cells: frame.cells(of: area), hits: own)
    }
  }
}
