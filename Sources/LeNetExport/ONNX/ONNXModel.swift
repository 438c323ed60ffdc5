/// A network as ONNX describes it: nodes that compute named values from named values.
///
/// <https://onnx.ai/onnx/repo-docs/IR.html>. Written in version 8 of the format and 13 of its operators, which every
/// runtime since 2021 reads.
struct ONNXModel: Equatable {
  /// A setting of a node.
  enum Attribute: Equatable {
    case number(Int)
    case numbers([Int])
    case float(Float)
  }

  /// A step of the computation.
  struct Node: Equatable {
    let name: String
    let operation: String
    let inputs: [String]
    let output: String
    let attributes: [String: Attribute]
  }

  /// A constant of the network.
  struct Constant: Equatable {
    /// The numbers, the last size running fastest.
    enum Numbers: Equatable {
      case floats([Float])
      case integers([Int])
    }

    let name: String
    let sizes: [Int]
    let numbers: Numbers
  }

  /// What goes into the network or comes out of it: so many numbers for each image.
  struct Port: Equatable {
    let name: String
    /// Whether it takes bytes instead of 32-bit numbers.
    let isBytes: Bool
    /// The sizes of one image's numbers, without the number of images.
    let sizes: [Int]
  }

  /// A text by key.
  struct Text: Equatable {
    let key: String
    let value: String
  }

  /// The version of the format.
  static let format = 8
  /// The version of the operators.
  static let operators = 13

  let name: String
  /// The program that wrote it, and its version.
  let producer: String
  let nodes: [Node]
  let constants: [Constant]
  let input: Port
  let output: Port
  let metadata: [Text]
}
