package import LeNetEvaluation
package import LeNetModel

/// Why a model cannot be exported.
package enum ExportError: Error, Equatable, Sendable {
  /// The format has nothing that computes this layer.
  case layer(String, format: ExportFormat, problem: String)
  /// The windows of an adaptive pooling would differ in size.
  case windows(layer: String, format: ExportFormat, input: Shape, AdaptivePooling)
  /// The images cannot be prepared for the network.
  case image(Shape, network: Shape, format: ExportFormat)
  /// The written bytes cannot be read back.
  case damaged(format: ExportFormat, problem: String)
  /// A tensor read back has other numbers than the model's.
  case otherNumbers(format: ExportFormat, tensor: String)
  /// The model cannot answer the images of the check.
  case evaluation(EvaluationError)
}

extension ExportError: CustomStringConvertible {
  /// What is wrong, where, what was expected and what to do, in one sentence.
  package var description: String {
    switch self {
    case .layer(let layer, let format, let problem):
      "the layer \(layer) cannot be exported to \(format.rawValue): \(problem)"
    case .windows(let layer, let format, let input, let pooling):
      """
      the layer \(layer) cannot be exported to \(format.rawValue): its inputs of \(input.rows)x\(input.columns) do not \
      divide into \(pooling.rows)x\(pooling.columns) windows of one size; give the network an input that does
      """
    case .image(let image, let network, let format):
      """
      the images are \(image), and the preparation of the \(format.rawValue) export cannot bring them to the \
      network's \(network); give images of the network's size
      """
    case .damaged(let format, let problem):
      """
      nothing was written, because the \(format.rawValue) export could not be read back: \(problem); this is a \
      mistake of this program, so please report it
      """
    case .otherNumbers(let format, let tensor):
      """
      nothing was written, because the tensor \(tensor) of the \(format.rawValue) export has other numbers than the \
      model; this is a mistake of this program, so please report it
      """
    case .evaluation(let error): error.description
    }
  }
}
