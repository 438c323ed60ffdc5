import LeNetVision

/// Reads the digit in each picture file that the arguments name.
///
/// Without arguments, it reads a picture that it makes itself.
@main
enum ReadPictures {
  static func main() throws {
    let reader = try DigitReader()
    let paths = CommandLine.arguments.dropFirst()
    guard !paths.isEmpty else {
      print("a made-up 7:", sentence(reader.read(try sevenOnPaper())))
      return
    }
    // On all cores; the results come in order.
    reader.read(paths) { path, result in
      switch result {
      case .success(let reading): print("\(path): \(sentence(reading))")
      case .failure(let error): print("\(path): \(error)")
      }
    }
  }

  /// The answer in words.
  static func sentence(_ reading: Reading) -> String {
    switch reading.verdict {
    case .accepted, .unsure:
      let answer = reading.label ?? "nothing"
      let percent = (reading.confidence * 100).rounded()
      return "\(answer), \(reading.verdict.rawValue), confidence \(percent) %"
    case .blank: return "no ink"
    case .other: return "not a digit"
    case .several: return "several digits"
    }
  }

  /// A picture in memory: a dark 7 on light paper, 100 x 100 grey pixels.
  static func sevenOnPaper() throws -> RasterImage {
    var pixels = [UInt8](repeating: 220, count: 100 * 100)
    func draw(row: Int, column: Int) {
      for down in -3...3 {
        for right in -3...3 { pixels[(row + down) * 100 + column + right] = 40 }
      }
    }
    for step in 0...40 { draw(row: 25, column: 30 + step) }
    for step in 0...50 { draw(row: 25 + step, column: 70 - step / 2) }
    return try RasterImage(rows: 100, columns: 100, channels: .grey, bytes: pixels)
  }
}
