import ArgumentParser
import LeNetData
import LeNetFiles
import LeNetGraphics
import LeNetText

/// The options for what is drawn from numbers: a drawing, or the numbers themselves.
struct NumbersOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Draw into this .svg or .png file, or write the numbers into this .npz file for NumPy. (default: the terminal, "
        + "with characters)",
      valueName: "file"),
    completion: .file(extensions: ["svg", "png", "npz"]))
  var output: String?

  @OptionGroup var format: OutputOptions

  func validate() throws {
    try check { try refuseUnwritable(output) }
    guard let output, !isNumPy, PictureFile(path: output) == nil else { return }
    throw ValidationError(
      "--output is \(output); expected a name that ends in .svg, .png or .npz")
  }

  private var isNumPy: Bool { output?.lowercased().hasSuffix(".npz") == true }

  /// Writes the file, if one is named, and then the object or the lines; after a file without an object, its name.
  ///
  /// Control characters in the lines must be escaped already, because colours are escape sequences too.
  func write(
    _ drawing: @autoclosure () throws -> Drawing, arrays: () throws -> [NamedArray],
    object: () throws -> [String: JSON], or lines: (Terminal) throws -> [String]
  ) throws {
    try DrawingOutput(file: output, asJSON: format.json).write(
      file: { path in
        if isNumPy {
          try AtomicFile.write(NamedArray.npz(try arrays()), to: path)
        } else {
          try PictureFile(path: path)?.write(try drawing())
        }
      }, object: { .object(try object()) }, or: lines)
  }
}
