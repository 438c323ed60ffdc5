public import LeNetImages
public import LeNetModel

/// Why a picture was read as it was: each step from the picture to the answer.
public struct Explanation: Sendable {
  /// The answer.
  public let reading: Reading
  /// What the picture is called.
  public let name: String
  /// The names of the classes.
  public let classes: [String]
  /// The picture as it was read.
  public let picture: RasterImage
  /// How it was prepared; nil where it was only resized, or no ink was found.
  public let preparation: DigitPreparation?
  /// What the network saw, `[map][row][column]` of `shape`; nil where no ink was found.
  public let input: [UInt8]?
  /// The size of what the network saw, 28 x 28 where it is grey.
  public let shape: Shape
  /// How much the lead of the answer over the next best falls where a square of 3 x 3 pixels about each pixel is
  /// inverted: positive where what is there speaks for the answer; empty where no ink was found.
  public let occlusionMap: [Float]
  /// The stages' names, shapes and activity.
  let stages: [(name: String, shape: Shape, values: [Float])]

  /// Reads a picture and keeps what happened.
  public init(of picture: RasterImage, name: String, by reader: DigitReader) {
    self.name = name
    self.picture = picture
    classes = reader.classes
    shape = reader.preparation.shape
    preparation = reader.preparation.approach == .digit ? DigitPreparation(picture) : nil
    input =
      reader.preparation.approach == .digit ? preparation?.pixels : reader.prepared(picture)
    guard let input, let layout = try? reader.model.architecture.layout() else {
      reading = reader.rule.blank
      occlusionMap = []
      stages = []
      return
    }
    reading = reader.rule.reading(of: reader.logits(of: [input]))
    occlusionMap = Self.occlusionMap(input, reader)
    let activity = reader.activity(of: input)
    stages = zip(layout.stages, activity.dropFirst()).compactMap { stage, values in
      // Neither changes a number of an answer.
      ["flatten", "dropout"].contains(stage.stage.kind)
        ? nil : (stage.name, stage.output, values)
    }
  }

  /// How much the lead of the answer over the next best falls where the ink of a square of 3 x 3 pixels about
  /// each pixel is turned into paper, or its paper into ink: positive where what is there speaks for the
  /// answer.
  ///
  /// After the occlusion of M. D. Zeiler and R. Fergus, "Visualizing and understanding convolutional networks"
  /// (2014).
  private static func occlusionMap(_ input: [UInt8], _ reader: DigitReader) -> [Float] {
    let shape = reader.preparation.shape
    let area = shape.rows * shape.columns
    let images =
      [input]
      + (0..<area).map { place in
        var changed = input
        let (row, column) = (place / shape.columns, place % shape.columns)
        for map in 0..<shape.maps {
          // As much the other way as the pixel in the middle is.
          let value: UInt8 = input[map * area + place] > 127 ? 0 : 255
          for down in max(row - 1, 0)...min(row + 1, shape.rows - 1) {
            for right in max(column - 1, 0)...min(column + 1, shape.columns - 1) {
              changed[map * area + down * shape.columns + right] = value
            }
          }
        }
        return changed
      }
    let width = reader.model.classes.count
    let logits = reader.logits(of: images)
    let first = logits[..<width]
    let best = first.indices.max { first[$0] < first[$1] } ?? 0
    func lead(_ image: Int) -> Float {
      let outputs = logits[image * width..<(image + 1) * width]
      let others = outputs.indices.filter { $0 != image * width + best }.map { outputs[$0] }
      return outputs[image * width + best] - (others.max() ?? 0)
    }
    return (0..<area).map { lead(0) - lead($0 + 1) }
  }
}
