/// What `--version` says, and what consoles and embedded sites compare.
package enum ProgramVersion {
  package static let text = "0.1.0"
}
