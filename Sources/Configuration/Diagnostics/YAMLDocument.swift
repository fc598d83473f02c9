import Yams

/// A YAML file as a tree of texts, each with its place. Types are decided by whoever reads a value, so that `no` can be a word.
struct YAMLDocument {
  let file: String
  let root: Node?
  private(set) var diagnostics: [Diagnostic] = []

  init(_ text: String, file: String) {
    self.file = file
    do {
      root = try Yams.compose(yaml: text, Resolver.basic)
    } catch let error as YamlError {
      root = nil
      diagnostics = [Self.diagnostic(error, file: file)]
    } catch {
      root = nil
      diagnostics = [Diagnostic(file: file, severity: .error, .notYAML("\(error)"))]
    }
  }

  private static func diagnostic(_ error: YamlError, file: String) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      Diagnostic(file: file, line: mark.line, column: mark.column, severity: .error, .notYAML(problem))
    case .duplicatedKeysInMapping(let duplicates, let context):
      Diagnostic(
        file: file, line: context.mark.line, column: context.mark.column, severity: .error,
        .duplicateKey(duplicates.sorted().joined(separator: ", ")))
    default: Diagnostic(file: file, severity: .error, .notYAML("\(error)"))
    }
  }
}

extension Node {
  func diagnostic(in file: String, severity: Diagnostic.Severity = .warning, _ problem: Problem) -> Diagnostic {
    place(in: file).diagnostic(severity: severity, problem)
  }

  func place(in file: String) -> SettingPlace { SettingPlace(file: file, line: mark?.line, column: mark?.column) }
}
