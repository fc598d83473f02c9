/// Where the parts of a job's row stand in a pane of a given width. A pane too narrow for all drops the window, then shortens and
/// drops the place, then the flags, the length and the code.
struct JobColumns: Equatable {
  struct Place: Equatable {
    var x: Int
    var width: Int
  }

  private(set) var time: Place?
  private(set) var code: Place?
  private(set) var number: Place?
  private(set) var type: Place?
  private(set) var place: Place?
  private(set) var window: Place?
  /// Two cells: a check, and how an edit stands.
  private(set) var flag: Place?
  private(set) var length: Place?

  /// `digits`: of the longest number that has to stand there whole.
  init(width: Int, digits: Int = 4) {
    let hasCode = width >= 26
    let hasFlag = width >= 30
    let hasLength = width >= 36
    let hasPlace = width >= 46
    let windowWidth = width >= 82 ? 13 : width >= 60 ? 6 : 0
    // One cell for urgency.
    var left = 1
    func take(_ columns: Int, gap: Int) -> Place {
      defer { left += columns + gap }
      return Place(x: left, width: columns)
    }
    time = take(5, gap: 1)
    if hasCode { code = take(3, gap: 1) }
    number = take(max(width >= 60 ? 5 : 4, min(digits, width / 6)), gap: width >= 60 ? 2 : 1)
    var right = width
    func takeRight(_ columns: Int, gap: Int) -> Place {
      right -= columns
      defer { right -= gap }
      return Place(x: right, width: columns)
    }
    if hasLength { length = takeRight(width >= 60 ? 7 : 6, gap: hasFlag ? 0 : 1) }
    if hasFlag { flag = takeRight(2, gap: 1) }
    if windowWidth > 0 { window = takeRight(windowWidth, gap: 1) }
    let room = max(0, right - left)
    if hasPlace {
      let placeWidth = min(24, max(room >= 28 ? 14 : 10, room * 46 / 100))
      type = Place(x: left, width: max(0, room - placeWidth - 1))
      place = Place(x: right - placeWidth, width: placeWidth)
    } else {
      type = Place(x: left, width: room)
    }
  }
}
