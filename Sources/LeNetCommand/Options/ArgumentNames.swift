import ArgumentParser
import LeNet

/// A choice among names that the command line writes with hyphens: `crossEntropy` is
/// `cross-entropy`.
protocol HyphenatedArgument: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension HyphenatedArgument {
  init?(argument: String) {
    guard let value = Self.allCases.first(where: { $0.argumentName == argument }) else {
      return nil
    }
    self = value
  }

  static var allValueStrings: [String] { allCases.map(\.argumentName) }

  // The names say it; without this the help lists each on a line of its own.
  static var allValueDescriptions: [String: String] { [:] }

  var defaultValueDescription: String { argumentName }

  /// The name as the command line writes it.
  var argumentName: String { OptionSpelling.of(rawValue) }
}

extension Initialization: HyphenatedArgument {}
extension Loss: HyphenatedArgument {}
extension Preparation.Fit: HyphenatedArgument {}
extension InstructionSet: HyphenatedArgument {}
extension BatchNormalizationPlacement: HyphenatedArgument {}

/// One number, or one for each map: `0.5` or `0.5,0.5,0.5`.
struct NumberList: ExpressibleByArgument, Equatable {
  let values: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = parts.compactMap { Double($0) }.filter(\.isFinite)
    guard values.count == parts.count else { return nil }
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
