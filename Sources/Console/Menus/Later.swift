import Canvas
import Domain

extension State {
  mutating func openMenu(at point: Point) -> [Effect] { [] }
  mutating func settle(_ intent: Intent) -> [Effect] { [] }
  mutating func run(_ line: String) -> [Effect] { [] }
}
