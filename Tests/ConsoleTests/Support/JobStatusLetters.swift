import Configuration
import Domain

@testable import Console

enum JobStatusLetters {
  static func all(_ language: Language) -> [String] { JobStatus.allCases.map { Words(language).statusKey($0) } }
}
