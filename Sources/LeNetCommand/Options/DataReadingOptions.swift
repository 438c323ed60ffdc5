import ArgumentParser
import LeNet
import LeNetData

/// The options for what files of data do not tell.
struct DataReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Column of a CSV file with the labels: first, last, a number from 1, or a name of the header. (default: found)",
      valueName: "column"), transform: LabelPlace.read)
  var labelColumn: LabelPlace?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Numbers of the file that stand for background and full ink, such as 0..16. (default: found)",
      valueName: "low..high"), transform: PixelRange.read)
  var pixelRange: PixelRange?

  @Flag(help: "Leave out picture files that cannot be read or show no ink, and name them.")
  var skipDamaged = false

  var reading: DataReading {
    DataReading(labelColumn: labelColumn, pixelRange: pixelRange, skipsDamaged: skipDamaged)
  }

  /// The options as they were given.
  var arguments: [String] {
    (labelColumn.map { ["--label-column", $0.argument] } ?? [])
      + (pixelRange.map { ["--pixel-range", $0.text] } ?? [])
      + (skipDamaged ? ["--skip-damaged"] : [])
  }
}

extension LabelPlace {
  /// A place as people write it; throws for an empty text and numbers below 1.
  @Sendable fileprivate static func read(_ text: String) throws -> LabelPlace {
    switch text {
    case "first": return .first
    case "last": return .last
    case "": break
    default:
      guard let number = Int(text) else { return .name(text) }
      if number >= 1 { return .number(number) }
    }
    throw ValidationError("expected first, last, a number from 1, or the name of a column")
  }

  fileprivate var argument: String {
    switch self {
    case .first: "first"
    case .last: "last"
    case .number(let number): "\(number)"
    case .name(let name): name
    }
  }
}

extension PixelRange {
  /// A range such as `0..16`; throws unless it has two ends, the lower one first.
  @Sendable fileprivate static func read(_ text: String) throws -> PixelRange {
    if let dots = text.firstRange(of: ".."), let low = Double(text[..<dots.lowerBound]),
      let high = Double(text[dots.upperBound...]), let range = PixelRange(low, high)
    {
      return range
    }
    throw ValidationError(
      "expected two numbers with two dots between them, the lower one first, such as 0..16")
  }
}
