public import LeNetData
public import LeNetEvaluation
import LeNetText
public import LeNetEngine
public import LeNetModel

/// Why a run cannot begin, or had to stop.
public enum TrainingError: Error, Equatable, Sendable {
  /// A value of the recipe lies outside its range.
  case recipe(RecipeError)
  /// An option of the run is out of range or lacks another one.
  case options(problem: String)
  /// The network cannot be laid out.
  case architecture(ArchitectureError)
  /// The network does not fit the data.
  case data(EvaluationError)
  /// A file with images was changed while the run read it.
  case changedData(DatasetError)
  /// The network's last layer cannot change to the data's classes.
  case classes(architecture: String, network: Int, data: String, images: Int)
  /// The engine refuses the network.
  case engine(EngineError)
  /// The starting values fit no layer.
  case initial(problem: String)
  /// The earlier members of the committee cannot choose patterns.
  case earlier(problem: String)
  /// The run folder cannot be used or written.
  case folder(RunFolderError)
  /// The checkpoint cannot be read.
  case checkpoint(CheckpointError)
  /// The loss or a parameter is no longer a finite number.
  case notFinite(NonFiniteLoss)

  /// Whether the call was wrong, rather than the work failed.
  public var isWrongUse: Bool {
    switch self {
    case .recipe, .options, .architecture, .data, .classes, .engine, .initial, .earlier,
      .checkpoint:
      true
    case .folder(let error): error.isWrongUse
    case .notFinite, .changedData: false
    }
  }
}

extension TrainingError: CustomStringConvertible {
  /// What is wrong, where, and what to do, in one sentence.
  public var description: String {
    switch self {
    case .recipe(let error): error.description
    case .options(let problem): "the run cannot begin with these options: \(problem)"
    case .architecture(let error): error.description
    case .data(let error): error.description
    case .changedData(let error): error.description
    case .classes(let architecture, let network, let data, let images):
      """
      \(architecture) has \(network) classes, and its last layer cannot change to the \(images) of \(data); \
      train a network that ends in a full connection, such as lenet5-pytorch
      """
    case .engine(let error): "\(error)"
    case .initial(let problem): "the model to start from does not fit the network: \(problem)"
    case .earlier(let problem): "cannot boost with these models: \(problem)"
    case .folder(let error): error.description
    case .checkpoint(let error): error.description
    case .notFinite(let error): error.description
    }
  }
}

/// Where the loss or a parameter of a run stopped being finite.
public struct NonFiniteLoss: Hashable, Sendable, CustomStringConvertible {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The step in the epoch, counted from 1.
  public let step: Int
  /// The learning rate of that step.
  public let learningRate: Double
  /// The recipe's learning rate, before its schedule.
  public let baseRate: Double
  /// The run folder, if it holds a checkpoint; the checkpoint is good.
  public let folder: String?
  /// Whether the folder also holds the model of an epoch.
  public let hasModel: Bool

  package init(
    epoch: Int, step: Int, learningRate: Double, baseRate: Double, folder: String? = nil,
    hasModel: Bool = false
  ) {
    self.epoch = epoch
    self.step = step
    self.learningRate = learningRate
    self.baseRate = baseRate
    self.folder = folder
    self.hasModel = hasModel
  }

  /// What is wrong, where, and what to do, in one sentence.
  public var description: String {
    let files = hasModel ? "checkpoint and model stay" : "checkpoint stays"
    let kept = folder.map { "; the last good \(files) in \($0)" } ?? ""
    return """
      the loss is no longer a finite number in epoch \(epoch) at step \(step), where the learning \
      rate was \(learningRate.displayText); start a new run with a smaller learning rate\(advice)\(kept)
      """
  }

  /// Suggests a tenth of the recipe's rate, or of the lower one at which it failed, if that can still change a Float.
  private var advice: String {
    let rate = min(baseRate, learningRate) / 10
    return Float(rate).isNormal ? ", such as \(rate.displayText)" : ""
  }
}
