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

  @Option(
    help: ArgumentHelp(
      "Most memory for the bytes of a file of data, such as 8G; mapped files need none. (default: 2G)",
      valueName: "size"), transform: MemorySize.read)
  var memory: MemorySize?

  /// What the options say; a limit of the memory holds from then on.
  var reading: DataReading {
    if let memory { DataMemory.setLimit(memory.bytes) }
    return DataReading(labelColumn: labelColumn, pixelRange: pixelRange, skipsDamaged: skipDamaged)
  }

  /// The options as they were given.
  var arguments: [String] {
    (labelColumn.map { ["--label-column", $0.argument] } ?? [])
      + (pixelRange.map { ["--pixel-range", $0.text] } ?? [])
      + (skipDamaged ? ["--skip-damaged"] : [])
      + (memory.map { ["--memory", $0.text] } ?? [])
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

/// A number of bytes with a letter for thousands of them: `500M`, `8G`.
struct MemorySize: Equatable {
  let bytes: Int
  /// The number as it was written.
  let text: String

  @Sendable static func read(_ text: String) throws -> MemorySize {
    let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count).uppercased()
    let shift = rest.first.flatMap { units[$0] } ?? 0
    guard let number = Int(digits), number > 0, number <= Int.max >> (shift + 1),
      rest.isEmpty || (shift > 0 && ["", "B", "IB"].contains(String(rest.dropFirst())))
    else { throw ValidationError("expected a number of bytes, such as 500M or 8G") }
    return MemorySize(bytes: number << shift, text: text)
  }
}
