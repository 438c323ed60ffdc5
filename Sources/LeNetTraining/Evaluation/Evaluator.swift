public import LeNetData
public import LeNetEngine
public import LeNetModel

/// Measures a model on labelled images: a function of the two and of nothing else.
public struct Evaluator: Sendable {
  /// What is measured.
  public let model: ModelFile
  /// What the loss is the mean of.
  public let loss: Loss
  /// Threads at work; the answers do not depend on them.
  public let threads: Int
  /// The instruction set.
  public let instructions: InstructionSet

  /// An evaluator; `loss` nil stands for the one that the model was trained with.
  public init(
    model: ModelFile, loss: Loss? = nil,
    threads: Int = Machine.cores,
    instructions: InstructionSet = .best
  ) {
    self.model = model
    self.loss = loss ?? model.training?.loss ?? .crossEntropy
    self.threads = threads
    self.instructions = instructions
  }

  /// Measures the images of a data set, or only those at `indices`.
  ///
  /// Throws where classes or sizes do not go with the network, there is no image, or the loss is
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

  /// The model ready to answer images of a shape; throws where they do not go together.
  package func engine(
    for images: Shape, fit: Preparation.Fit? = nil, data: String
  ) throws(EvaluationError) -> Engine<Float> {
    var preparation = model.preparation
    preparation.fit = fit ?? preparation.fit
    let architecture = try model.architecture.fitting(
      images: images, fit: preparation.fit, data: data)
    preparation.rows = architecture.input.rows
    preparation.columns = architecture.input.columns
    let layout: NetworkLayout
    do throws(ArchitectureError) {
      layout = try architecture.layout()
    } catch {
      throw .architecture(error)
    }
    let engine: Engine<Float>
    do throws(EngineError) {
      engine = try Engine<Float>(
        layout: layout, preparation: preparation, imageShape: images, loss: loss,
        threads: threads, instructions: instructions)
    } catch {
      throw .engine(error)
    }
    engine.parameters = model.parameters.values
    return engine
  }
}
