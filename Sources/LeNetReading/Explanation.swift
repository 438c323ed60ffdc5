public import LeNetImages
public import LeNetModel

/// The steps from a picture to its answer.
public struct Explanation: Sendable {
  /// The answer.
  public let reading: Reading
  /// The name of the picture.
  public let name: String
  /// The names of the classes.
  public let classes: [String]
  /// The decoded picture.
  public let picture: RasterImage
  /// Its preparation; nil if it was only resized, or no ink was found.
  public let preparation: DigitPreparation?
  /// The network's input, `[map][row][column]` of `shape`; nil if no ink was found.
  public let input: [UInt8]?
  /// The size of the network's input, 28 x 28 if it is grey.
  public let shape: Shape
  /// The occlusion map: the fall of the answer's lead over the next best if a square of 3 x 3 pixels around a pixel is
  /// inverted; positive values support the answer; empty if no ink was found.
  public let occlusionMap: [Float]
  /// Whether the model has a calibration and thresholds.
  let isCalibrated: Bool
  /// The layers' names, shapes and activity.
  let layers: [(name: String, shape: Shape, values: [Float])]

  /// Reads a picture and keeps the steps.
  public init(of picture: RasterImage, name: String, by reader: DigitReader) {
    self.name = name
    self.picture = picture
    isCalibrated = reader.model.rejectionPolicy != nil
    classes = reader.classes
    shape = reader.preparation.shape
    preparation = reader.preparation.approach == .digit ? DigitPreparation(picture) : nil
    let upright =
      reader.preparation.approach == .digit ? preparation?.pixels : reader.prepared(picture)
    guard let upright, let layout = try? reader.model.architecture.layout() else {
      reading = reader.reading(
        of: PreparedPicture(picture, pixels: nil, likePieces: 0), upright: reader.rule.blank)
      (input, occlusionMap, layers) = (nil, [], [])
      return
    }
    reading = reader.reading(
      of: PreparedPicture(
        picture, pixels: upright, likePieces: preparation?.likePieces ?? 0),
      upright: reader.rule.reading(of: reader.logits(of: [upright])))
    let input = reading.turned == 0 ? upright : DigitReader.turned(upright, by: reading.turned)
    self.input = input
    occlusionMap = Self.occlusionMap(input, reader)
    let activity = reader.activity(of: input)
    layers = zip(layout.layers, activity.dropFirst()).compactMap { layer, values in
      layer.layer.isInert
        ? nil : (layer.name, layer.output, values)
    }
  }

  /// The fall of the answer's lead over the next best if the ink of a square of 3 x 3 pixels around
  /// each pixel becomes paper, or its paper ink; positive values support the
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
          // The inverse of the middle pixel.
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
