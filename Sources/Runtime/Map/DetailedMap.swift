import Cartography
import Console
import Domain
import Synchronization
import Tiles

/// Reads and decodes the tiles that the console asks for, off the main thread: the newest request first, and of it the first tile first.
/// What an earlier request has asked for and the newest does not is dropped where it has not been begun.
final class DetailedMap: Sendable {
  private struct Desk {
    /// The next one last.
    var wanted: [TileAddress] = []
    var underWay: Set<TileAddress> = []
    /// How many read at present.
    var lanes = 0
    /// Read and not yet posted.
    var finished: [TileAddress: TileShelf.Entry] = [:]
    var isOver = false
  }

  private let location: TileLocation?
  private let post: @Sendable (Message) -> Void
  private let desk = Mutex(Desk())
  private let work = BlockingWork("tiles")
  private let opening = Mutex<Task<Result<OpenTiles, TileFailure>, Never>?>(nil)

  /// So many are posted at once, so that the picture is not drawn anew for each.
  private static let batch = 4

  init(_ location: TileLocation?, post: @escaping @Sendable (Message) -> Void) {
    self.location = location
    self.post = post
  }

  func want(_ addresses: [TileAddress]) {
    guard let location else {
      return post(.tiles(Dictionary(addresses.map { ($0, .absent) }) { first, _ in first }))
    }
    let started = desk.withLock { desk -> Int in
      guard !desk.isOver else { return 0 }
      var seen = desk.underWay
      desk.wanted = addresses.filter { seen.insert($0).inserted }.reversed()
      let started = max(0, min(location.lanes - desk.lanes, desk.wanted.count))
      desk.lanes += started
      return started
    }
    for _ in 0..<started { Task.detached { await self.lane(location) } }
  }

  /// Reads one tile after the other until none is wanted.
  private func lane(_ location: TileLocation) async {
    let source: OpenTiles
    switch await opened(location) {
    case .success(let open): source = open
    case .failure(let failure):
      desk.withLock { $0.lanes -= 1 }
      return giveUp(failure)
    }
    while let address = next(of: source) {
      let answer = await source.entry(at: address, work)
      let isAlone = desk.withLock { desk in
        desk.underWay.remove(address)
        // A server's come far apart.
        return location.lanes > 1 || desk.wanted.isEmpty
      }
      switch answer {
      case .success(let entry): finish(entry, address, postingNow: isAlone)
      case .failure(let failure) where failure.isOfOneTile:
        post(.tileSource(.tileFailed(failure)))
        finish(.absent, address, postingNow: isAlone)
      case .failure(let failure): giveUp(failure)
      }
    }
  }

  /// Whoever finds nothing wanted stops.
  private func next(of source: OpenTiles) -> TileAddress? {
    desk.withLock { desk in
      // Of what lies farther in than the source goes, it has an ancestor.
      if desk.wanted.contains(where: { $0.z > source.zooms.upperBound }) {
        var seen = desk.underWay
        let nearest = desk.wanted.reversed().map { $0.ancestor(at: source.zooms.upperBound) }
        desk.wanted = nearest.filter { seen.insert($0).inserted }.reversed()
      }
      guard !desk.isOver, let address = desk.wanted.popLast() else {
        desk.lanes -= 1
        return nil
      }
      desk.underWay.insert(address)
      return address
    }
  }

  private func finish(_ entry: TileShelf.Entry, _ address: TileAddress, postingNow: Bool) {
    let batch = desk.withLock { desk -> [TileAddress: TileShelf.Entry]? in
      desk.finished[address] = entry
      guard postingNow || desk.finished.count >= Self.batch else { return nil }
      defer { desk.finished = [:] }
      return desk.finished
    }
    if let batch { post(.tiles(batch)) }
  }

  /// The console asks again after a while.
  private func giveUp(_ failure: TileFailure) {
    let (batch, isOver) = desk.withLock { desk in
      desk.wanted = []
      defer { desk.finished = [:] }
      return (desk.finished, desk.isOver)
    }
    if !batch.isEmpty { post(.tiles(batch)) }
    if !isOver { post(.tileSource(.failed(failure))) }
  }

  private func opened(_ location: TileLocation) async -> Result<OpenTiles, TileFailure> {
    let (post, work) = (post, work)
    let task = opening.withLock { opening in
      if let opening { return opening }
      let task = Task.detached { () -> Result<OpenTiles, TileFailure> in
        let result = await location.open(work)
        if case .success(let open) = result { post(.tileSource(.opened(open.source))) }
        return result
      }
      opening = task
      return task
    }
    let result = await task.value
    if case .failure = result { opening.withLock { if $0 == task { $0 = nil } } }
    return result
  }

  /// Nothing is begun any more, and the server is let go.
  func finish() {
    desk.withLock {
      $0.isOver = true
      $0.wanted = []
    }
    location?.shutDown()
  }
}

extension TileAddress {
  /// The tile of a farther zoom that covers this one.
  func ancestor(at zoom: Int) -> TileAddress {
    var address = self
    while address.z > zoom, let parent = address.parent { address = parent }
    return address
  }
}

extension TileFailure {
  /// Others of the same source may well be read.
  var isOfOneTile: Bool {
    switch self {
    case .undecodable, .tooLarge, .damaged, .unreadable: true
    default: false
    }
  }
}
