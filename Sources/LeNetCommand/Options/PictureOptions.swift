import ArgumentParser
import LeNetPictures

/// Where a picture goes.
struct PictureOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the picture to this .svg or .png file. (default: the terminal, with characters)",
      valueName: "file"),
    completion: .file(extensions: ["svg", "png"]))
  var output: String?

  func validate() throws {
    if let output, PictureFile(path: output) == nil {
      throw ValidationError("--output is \(output): expected a name that ends in .svg or .png.")
    }
  }

  /// Writes the picture to the file that was named and says where, else the same with characters to standard output.
  ///
  /// Names in the lines must be harmless already, since colours are escape sequences.
  func write(
    _ drawing: @autoclosure () throws -> Drawing, or lines: (Terminal) throws -> [String]
  ) throws {
    if let output {
      try PictureFile(path: output)?.write(try drawing())
      return try OutputStream.standard.writeLine(output)
    }
    try OutputStream.standard.writeLine(
      try lines(OutputStream.standard.terminal).joined(separator: "\n"))
  }
}
