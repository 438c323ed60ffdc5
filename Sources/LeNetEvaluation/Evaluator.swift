public import LeNetData
public import LeNetEngine
public import LeNetModel

/// Evaluates a model on labelled images; the result depends on these two only.
public struct Evaluator: Sendable {
  /// The model.
  public let model: ModelFile
  /// The loss function.
  public let loss: Loss
  /// The number of threads; the answers do not depend on it.
  public let threads: Int
  /// The device that computes.
  public let device: any ComputeDevice

  /// An evaluator; with `loss` nil it uses the loss of the model's training.
  public init(
    model: ModelFile, loss: Loss? = nil,
    threads: Int = Machine.cores, device: any ComputeDevice = CPU()
  ) {
    self.model = model
    self.loss = loss ?? model.training?.loss ?? .crossEntropy
    self.threads = threads
    self.device = device
  }

  /// Evaluates the images of a data set, or only those at `indices`.
  ///
  /// Throws if classes or sizes do not fit the network, there is no image, or the loss is
  /// not finite.
  public func evaluate(
    _ dataset: Dataset, indices: [Int32]? = nil
  ) throws(EvaluationError) -> Evaluation {
    guard indices?.isEmpty != true else { throw .empty(data: dataset.name) }
    guard dataset.classes.count == model.classes.count else {
      throw .classes(
        data: dataset.name, network: model.classes.count, images: dataset.classes.count)
    }
    let engine = try engine(for: dataset.shape, data: dataset.name)
    let evaluation = engine.evaluation(of: DatasetBatch(dataset, order: indices))
    guard evaluation.loss.isFinite else { throw .notFinite(data: dataset.name) }
    return evaluation
  }

  /// The model ready to answer images of a shape; throws if they do not fit.
  package func engine(
    for images: Shape, resizeMode: Preparation.ResizeMode? = nil, data: String
  ) throws(EvaluationError) -> any Engine<Float> {
    do throws(FittingError) {
      return try device.makeEngine(
        for: model, images: images, resizeMode: resizeMode, loss: loss, threads: threads, data: data
      )
    } catch {
      throw .fitting(error)
    }
  }
}
