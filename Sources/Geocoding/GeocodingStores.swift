/// Where answers are kept; a store that fails is one that knows nothing.
package protocol GeocodingCache: Sendable {
  func answer(to question: String) async -> [UInt8]?
  /// `seconds`: how long it counts.
  func keep(_ answer: [UInt8], to question: String, for seconds: Int) async
}

/// Whose turn it is, over all consoles of the user.
package protocol GeocodingTurns: Sendable {
  /// 0 where a request may go to `server` now, which takes the turn; otherwise in how many milliseconds to try again.
  func take(at server: String, every interval: Int64) async -> Int64
  func putOff(_ server: String, by milliseconds: Int64) async
}
