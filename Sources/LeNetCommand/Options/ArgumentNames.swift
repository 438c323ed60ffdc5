import ArgumentParser
import LeNet
import LeNetImages
import LeNetReading
import LeNetText

/// A name that the command line writes with hyphens: `crossEntropy` is `cross-entropy`.
protocol SpelledArgument: ExpressibleByArgument {}

/// A choice among names of that kind.
protocol HyphenatedArgument: SpelledArgument, CaseIterable, RawRepresentable<String> {}

extension HyphenatedArgument {
  init?(argument: String) {
    guard let value = Self.allCases.first(where: { $0.argumentName == argument }) else {
      return nil
    }
    self = value
  }

  static var allValueStrings: [String] { allCases.map(\.argumentName) }

  // Without this the help lists each name on its own line.
  static var allValueDescriptions: [String: String] { [:] }

  var defaultValueDescription: String { argumentName }

  /// The name as the command line writes it.
  var argumentName: String { OptionSpelling.of(rawValue) }
}

extension PictureApproach: HyphenatedArgument {}
extension Checksum: HyphenatedArgument {}
extension Initialization: HyphenatedArgument {}
extension Recipe.Monitor: HyphenatedArgument {}
extension Recipe.Order: HyphenatedArgument {}

/// The losses by name; a separate option sets the constant of the one that has one.
extension Loss: SpelledArgument {
  init?(argument: String) {
    guard let name = Self.names.first(where: { OptionSpelling.of($0) == argument }) else {
      return nil
    }
    self.init(name: name)
  }

  static var allValueStrings: [String] { names.map(OptionSpelling.of) }

  var defaultValueDescription: String { argumentName }

  /// The name as the command line writes it.
  var argumentName: String { OptionSpelling.of(name) }
}
extension Preparation.ResizeMode: HyphenatedArgument {}
extension InstructionSet: HyphenatedArgument {}

/// One number, or one for each map: `0.5` or `0.5,0.5,0.5`.
struct NumberList: ExpressibleByArgument, Equatable {
  let values: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = parts.compactMap { Double($0) }.filter(\.isFinite)
    guard values.count == parts.count else { return nil }
  }

  init(values: [Double]) {
    self.values = values
  }

  /// The numbers as the option takes them: `0.5,0.5,0.5`.
  var argument: String { values.map { JSON($0).text }.joined(separator: ",") }

  /// Throws for a mean outside 0 to 1, such as one of bytes.
  func checkMean() throws {
    guard let wrong = values.first(where: { !(0...1).contains($0) }) else { return }
    throw ValidationError(
      "--mean is \(JSON(wrong).text); expected 0 to 1, where 1 is white; divide a mean of bytes by 255"
    )
  }

  /// Throws for standard deviations that 32-bit numbers cannot divide by.
  func checkDeviation() throws {
    guard let wrong = values.first(where: { !(1e-6...1e6).contains($0) }) else { return }
    throw ValidationError(
      "--std is \(JSON(wrong).text); expected a number from 0.000001 to 1000000, 1 for pixels from 0 to 1"
    )
  }
}

/// Rows and columns of an image: `28x28`.
struct ImageSize: ExpressibleByArgument, Equatable {
  let rows: Int
  let columns: Int

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let rows = Int(parts[0]), let columns = Int(parts[1]),
      rows > 0, columns > 0
    else { return nil }
    self.rows = rows
    self.columns = columns
  }
}
