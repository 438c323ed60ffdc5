import ArgumentParser
import LeNetDrawing
import LeNetGraphics
import LeNetText

/// The option for a drawing's file.
struct PictureOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Draw into this .svg or .png file. (default: the terminal, with characters)",
      valueName: "file"),
    completion: .file(extensions: ["svg", "png"]))
  var output: String?

  func validate() throws {
    if let output, PictureFile(path: output) == nil {
      throw ValidationError("--output is \(output); expected a name that ends in .svg or .png")
    }
    try check { try refuseUnwritable(output) }
  }

  /// Writes the drawing to the named file and prints its name, or else writes `lines` to standard output.
  ///
  /// Control characters in the lines must be escaped already, because colours are escape sequences too.
  func write(
    _ drawing: @autoclosure () throws -> Drawing, or lines: (Terminal) throws -> [String]
  ) throws {
    try DrawingOutput(file: output, asJSON: false).write(
      file: { try PictureFile(path: $0)?.write(try drawing()) }, object: { .null }, or: lines)
  }

  /// Writes the drawing to the named file, and then an object for programs if one is wanted.
  func write(
    _ drawing: @autoclosure () throws -> Drawing, as format: OutputOptions,
    object: () throws -> JSON, or lines: (Terminal) throws -> [String]
  ) throws {
    try DrawingOutput(file: output, asJSON: format.json).write(
      file: { try PictureFile(path: $0)?.write(try drawing()) }, object: object, or: lines)
  }
}
