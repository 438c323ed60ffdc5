import LeNetText

/// Where a drawing goes: into a file, as an object for programs, or to the terminal.
struct DrawingOutput {
  let file: String?
  let asJSON: Bool

  /// Writes the file, if one is named, and then the object or the lines; after a file without an object, its name.
  func write(
    file writeFile: (String) throws -> Void, object: () throws -> JSON,
    or lines: (Terminal) throws -> [String]
  ) throws {
    if let file { try writeFile(file) }
    if asJSON {
      try OutputStream.standard.writeJSON(try object())
    } else if let file {
      try OutputStream.standard.writePath(file)
    } else {
      let terminal = OutputStream.standard.terminal
      try OutputStream.standard.writeLine(
        terminal.wrappedSentences(try lines(terminal)).joined(separator: "\n"))
    }
  }
}
