/// How an image of bytes becomes the network's input: x = (pixel / 255 - mean) / deviation.
///
/// Stored in the model file, so that reading an image cannot differ from training. As JSON:
/// `{"size": [32, 32], "resizeMode": "pad", "mean": 0.1307, "standardDeviation": 0.3081}`, with lists of one
/// number per map where there are several maps.
public struct Preparation: Hashable, Sendable {
  /// How an image of another size is brought to the network's.
  public enum ResizeMode: String, Codable, CaseIterable, Sendable {
    /// The image must have the network's size.
    case none
    /// Pads the image evenly with background, pixel 0, before the normalization.
    case pad
    /// Resizes the image bilinearly, with half-pixel centres.
    case resize
    /// Scaled by 4/5 about the centre, background around it: the digits of 20 x 20 pixels in MNIST's
    /// images become the 16 x 16 in 28 x 28 that LeNet-1 takes.
    ///
    /// Padded as under `pad` to 5/4 of the network's input, rounded up, then resized to it.
    case shrink
  }

  /// The sides to pad an image to by `resizeMode`; the network's own if there is no resizing afterwards.
  public static func paddedSide(_ side: Int, resizeMode: ResizeMode) -> Int {
    resizeMode == .shrink ? (side * 5 + 3) / 4 : side
  }

  /// Rows of the network's input.
  public var rows: Int
  /// Columns of the network's input.
  public var columns: Int
  /// How an image of another size is brought to the network's.
  public var resizeMode: ResizeMode
  /// One number per map, in units of the brightest pixel.
  public var mean: [Double]
  /// One number per map, in units of the brightest pixel.
  public var standardDeviation: [Double]

  /// A preparation; `check(for:)` says whether a network can use it.
  ///
  /// Without other values images keep their size, and grey pixels become pixel / 255.
  public init(
    rows: Int, columns: Int, resizeMode: ResizeMode = .none, mean: [Double] = [0],
    standardDeviation: [Double] = [1]
  ) {
    self.rows = rows
    self.columns = columns
    self.resizeMode = resizeMode
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// A preparation for a network with input `input`; `check(for:)` says whether the network can use it.
  ///
  /// One mean or standard deviation serves all maps; without them pixels become pixel / 255.
  public init(
    for input: Shape, resizeMode: ResizeMode = .none, mean: [Double] = [0],
    standardDeviation: [Double] = [1]
  ) {
    self.init(
      rows: input.rows, columns: input.columns, resizeMode: resizeMode,
      mean: Self.spread(mean, over: input.maps),
      standardDeviation: Self.spread(standardDeviation, over: input.maps))
  }

  /// One number serves every map.
  private static func spread(_ numbers: [Double], over maps: Int) -> [Double] {
    guard let only = numbers.first, numbers.count == 1 else { return numbers }
    return Array(repeating: only, count: max(0, maps))
  }

  /// Throws unless this prepares images for a network with input `shape`.
  public func check(for shape: Shape) throws(PreparationError) {
    guard rows == shape.rows, columns == shape.columns else {
      throw PreparationError(
        problem: "'size' is \(rows)x\(columns); expected the network's \(shape)")
    }
    for (key, list) in [("mean", mean), ("standardDeviation", standardDeviation)] {
      guard list.count == shape.maps else {
        throw PreparationError(
          problem: "'\(key)' has \(list.count) numbers; expected one for each of \(shape.maps) maps"
        )
      }
      // In Float, the engine's type, the standard deviation must not become 0 or infinite.
      guard
        list.allSatisfy({
          Float($0).isFinite && (key == "mean" || $0 >= Double(Float.leastNormalMagnitude))
        })
      else {
        throw PreparationError(
          problem: "'\(key)' must be finite\(key == "mean" ? "" : " and above 0"), not \(list)")
      }
    }
  }
}

extension Preparation.ResizeMode {
  /// Whether an image of that shape can be padded to the network's input.
  public func holds(_ image: Shape, in input: Shape) -> Bool {
    image.rows <= Preparation.paddedSide(input.rows, resizeMode: self)
      && image.columns <= Preparation.paddedSide(input.columns, resizeMode: self)
  }
}

/// Why a preparation cannot be used.
public struct PreparationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, with the key.
  public let problem: String

  /// What is wrong and what to do, in one sentence.
  public var description: String { "the preparation does not fit: \(problem)" }
}
