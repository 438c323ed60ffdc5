import ArgumentParser
import LeNetPictures

/// Where a picture goes.
struct PictureOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the picture to this .svg or .png file. (default: the terminal where characters can show it, else KIND.svg)",
      valueName: "file"),
    completion: .file(extensions: ["svg", "png"]))
  var output: String?

  func validate() throws {
    if let output, PictureFile(path: output) == nil {
      throw ValidationError("--output is \(output): expected a name that ends in .svg or .png.")
    }
  }

  /// Writes the picture to the file that was named, else to one called after its kind, and says where.
  func write(_ drawing: Drawing, as kind: String) throws {
    let path = output ?? "\(kind).svg"
    try PictureFile(path: path)?.write(drawing)
    try OutputStream.standard.writeLine(path)
  }

  /// Writes the picture to the file that was named, else the same with characters to standard output.
  ///
  /// Names in the lines must be harmless already, since colours are escape sequences.
  func write(
    _ drawing: @autoclosure () throws -> Drawing, or lines: (Terminal) throws -> [String]
  ) throws {
    if output != nil { return try write(try drawing(), as: "") }
    try OutputStream.standard.writeLine(
      try lines(OutputStream.standard.terminal).joined(separator: "\n"))
  }
}
