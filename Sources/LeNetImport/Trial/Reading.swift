package import LeNetModel

/// A structure with a preparation: one way in which a file can be a model.
package struct Reading: Hashable, Sendable {
  package let structure: Structure
  /// How images become its input, before what the network itself does to it.
  package let preparation: Preparation
  /// The preparation in words.
  package let preparationWords: String
  /// How unusual both are.
  package let cost: Double

  /// What was chosen, in words.
  package var words: String {
    [structure.words, preparationWords].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// The model, ready to answer; throws where a layer is missing or does not fit.
  package func model(name: String, classes: [String]?) throws(ImportError) -> ModelFile {
    let network = try NetworkBuilder.network(
      structure.steps, input: structure.input, name: name)
    var preparation = preparation
    // A factor and an offset at the input belong to the preparation.
    for map in preparation.mean.indices where map < network.factor.count {
      let (factor, offset) = (Double(network.factor[map]), Double(network.offset[map]))
      guard factor > 0 else {
        throw .unsupported(
          place: "the input", what: "turned from dark to light", expected: "a factor above 0")
      }
      preparation.mean[map] -= preparation.standardDeviation[map] * offset / factor
      preparation.standardDeviation[map] /= factor
    }
    let count = network.parameters.layout.classes
    guard classes == nil || classes?.count == count else {
      throw .noReading("it has \(count) outputs and \(classes?.count ?? 0) names of classes")
    }
    return ModelFile(
      preparation: preparation, classes: classes ?? (0..<count).map { "\($0)" },
      parameters: network.parameters)
  }

  /// The usual preparations for an input, or those that options leave.
  package static func all(
    _ structures: [Structure], options: ImportOptions
  ) -> [Reading] {
    var readings: [Reading] = []
    for structure in structures {
      for (mode, modeWords, modeCost) in sizes(structure.input, options) {
        for (mean, deviation, words, cost) in scales(options) {
          readings.append(
            Reading(
              structure: structure,
              preparation: Preparation(
                for: structure.input, resizeMode: mode, mean: mean, standardDeviation: deviation),
              preparationWords: words + modeWords, cost: structure.cost + cost + modeCost))
        }
      }
    }
    return readings.sorted { $0.cost < $1.cost }
  }

  private static func sizes(
    _ input: Shape, _ options: ImportOptions
  ) -> [(Preparation.ResizeMode, String, Double)] {
    if input.rows == 28, input.columns == 28, options.resizeMode == nil { return [(.none, "", 0)] }
    let all: [(Preparation.ResizeMode, String, Double)] = [
      (.pad, ", padded to \(input.rows)x\(input.columns)", 0),
      (.resize, ", resized to \(input.rows)x\(input.columns)", 0.3),
    ]
    if let asked = options.resizeMode { return [(asked, ", resize mode \(asked.rawValue)", 0)] }
    return input.rows >= 28 && input.columns >= 28 ? all : [all[1]]
  }

  private static func scales(
    _ options: ImportOptions
  ) -> [([Double], [Double], String, Double)] {
    if options.mean != nil || options.standardDeviation != nil {
      return [
        (options.mean ?? [0], options.standardDeviation ?? [1], "normalized as asked", 0)
      ]
    }
    return [
      ([0], [1], "pixels from 0 to 1", 0),
      ([0.1307], [0.3081], "mean 0.1307 and deviation 0.3081", 0.1),
      ([0.5], [0.5], "pixels from -1 to 1", 0.3), ([0], [1 / 255], "pixels from 0 to 255", 0.4),
      ([0], [256.0 / 255], "pixels divided by 256", 0.5),
      ([0.5], [1], "pixels from -0.5 to 0.5", 0.8),
      ([0], [255], "pixels divided by 255 twice", 1.5),
    ]
  }
}
