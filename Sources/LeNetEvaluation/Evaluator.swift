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
  /// The classes are matched by name: the data set may have the network's in another order, or only some of them.
  /// Throws if the network lacks one, sizes do not fit, there is no image, an index is not that of an image, or a number
  /// of the network is not finite.
  public func evaluate(
    _ dataset: Dataset, indices: [Int32]? = nil
  ) throws(EvaluationError) -> Evaluation {
    guard indices?.isEmpty != true else { throw .empty(data: dataset.name) }
    if let index = indices?.first(where: { !(0..<dataset.count).contains(Int($0)) }) {
      throw .index(index, data: dataset.name, count: dataset.count)
    }
    let dataset = dataset.numbered(by: model.classes) ?? dataset
    let engine = try engine(for: dataset)
    let evaluation = engine.evaluation(of: DatasetBatch(dataset, order: indices))
    guard evaluation.loss.isFinite else { throw .notFinite(data: dataset.name) }
    return evaluation
  }

  /// The model ready to answer the images of a data set with its classes; throws if they do not fit.
  package func engine(for dataset: Dataset) throws(EvaluationError) -> any Engine<Float> {
    try checkClasses()
    guard dataset.classes.count == model.classes.count else {
      throw .classes(
        data: dataset.name, network: model.classes.count, images: dataset.classes.count)
    }
    guard dataset.classes == model.classes else {
      throw .classNames(data: dataset.name, network: model.classes, images: dataset.classes)
    }
    return try engine(for: dataset.shape, data: dataset.name)
  }

  /// Throws unless the model names each output.
  private func checkClasses() throws(EvaluationError) {
    do throws(ModelFileError) {
      try model.checkClasses()
    } catch {
      throw .model(error)
    }
  }

  /// The model ready to answer images of a shape; throws if they do not fit, the model does not name each
  /// output, or a weight is not finite.
  package func engine(
    for images: Shape, resizeMode: Preparation.ResizeMode? = nil, data: String
  ) throws(EvaluationError) -> any Engine<Float> {
    try checkClasses()
    // An activation or a maximum may hide them from the outputs.
    guard model.parameters.values.allSatisfy(\.isFinite) else { throw .notFinite(data: data) }
    do throws(FittingError) {
      return try device.makeEngine(
        for: model, images: images, resizeMode: resizeMode, loss: loss, threads: threads, data: data
      )
    } catch {
      throw .fitting(error)
    }
  }
}
