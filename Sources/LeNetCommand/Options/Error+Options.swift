import LeNet
import LeNetData
import LeNetDrawing
import LeNetEvaluation
import LeNetExport
import LeNetReading

extension Error {
  /// The sentence for a person at the command line: the library's, with the options that its advice is about.
  var sentence: String {
    switch self as any Error {
    case TrainingError.recipe(let error): error.optionSentence
    case let error as RecipeError: error.optionSentence
    case ReaderError.coverage(let coverage, let possible):
      "--coverage is \(NumberText.plain(coverage)); expected a number from \(possible.lowerBound) to "
        + "\(possible.upperBound), as the model has thresholds for these"
    default: "\(self)" + (options.map { " (\($0))" } ?? "")
    }
  }

  private var options: String? {
    switch self as any Error {
    case TrainingError.folder(let error): error.options
    case TrainingError.data(let error): error.options
    case EvaluationError.fitting(let error): error.options
    case ExportError.evaluation(.fitting(let error)): error.options
    case ExportError.image: "--data"
    case ReaderError.network(let error): error.options
    case RunFolderError.exists: "--resume, --output"
    case RunFolderError.cannotWrite: "--resume"
    case RunFolderError.file(let error) where error.isFolderMissing: "--resume"
    case RunFolderError.otherStart: "--weights, --new-head, --no-new-head"
    case FittingError.maps(_, let network, _) where network.maps > 1: "--data cifar10"
    case FittingError.size: "--resize-mode pad, --resize-mode resize"
    case FittingError.tooLarge: "--resize-mode resize"
    case SweepError.nothingVaried: "--vary learning-rate=0.002,0.004"
    case SweepError.rangeInGrid: "--random N"
    case SweepError.repeated: "--vary"
    case FetchError.noFolder, FetchError.file: "--data-dir"
    case DatasetError.validation: "--validation"
    case DatasetError.csv(_, .doubtfulLabel): "--label-column first, --label-column last"
    case DatasetError.csv(_, .doubtfulList): "--label-column NAME"
    case PictureSetError.data(let error): error.options
    case DatasetError.pixelRange(_, let lowest, let highest):
      "--pixel-range \(PixelRange(lowest, highest)?.text ?? "0..255")"
    case DatasetError.csv(_, .noLabels): "--label-column NAME, lenet predict DATA --csv answers.csv"
    case DatasetError.npz(_, .noLabels): "lenet predict DATA --csv answers.csv"
    case DatasetError.tooLarge, DatasetError.idx(_, .tooLarge), DatasetError.csv(_, .tooLarge):
      "--memory 8G"
    case PictureSetError.unreadable, PictureSetError.noInk: "--skip-damaged"
    case DatasetError.heldBack: "--held-back"
    case UnitError.noPlace(_, let what, _, _): "--\(what)"
    default: nil
    }
  }
}

extension Finding {
  /// The advice, with the options that follow it.
  var adviceWithOptions: String {
    let options: String? =
      switch (kind, severity) {
      case (.photographsAsInk, _): "--recipe cifar10, --preparation resize"
      case (.inverted, .wrong): "--preparation digit"
      case (.classBalance, _): "--per-class"
      case (.small, _): "--rotation 10 --shift 2"
      case (.labelsUnrelated, .warning): "lenet data show"
      default: nil
      }
    return options.map { "\(advice.dropLast()) (\($0))." } ?? advice
  }
}

extension RecipeError {
  /// The sentence with the option that sets the value, if there is one.
  fileprivate var optionSentence: String {
    guard let option = Self.options[value] else { return description }
    let remedy = Self.remedies[expected].map { " (\($0))" } ?? ""
    return "\(option) is \(NumberText.plain(got)); expected \(expected)\(remedy)"
  }

  /// Options that give a recipe what it lacks.
  private static let remedies = [
    "a validation split with it, or none": "--validation 5000",
    "a distortion with it, or none": "--shift 1.5",
  ]

  /// Options by the names that recipes give their values.
  private static let options = [
    "learning rate": "--learning-rate", "bias rate": "--bias-rate", "frozen layer": "--freeze",
    "batch size": "--batch-size", "epochs": "--epochs",
    "steps": "--steps", "patience": "--patience", "monitor": "--monitor",
    "validation": "--validation", "validation split": "--validation", "mean": "--mean",
    "standard deviation": "--std", "weight decay": "--weight-decay", "momentum": "--momentum",
    "beta1": "--beta1", "beta2": "--beta2", "epsilon": "--epsilon",
    "schedule size": "--step-size", "schedule gamma": "--gamma",
    "schedule final rate": "--final-rate", "schedule warm-up fraction": "--warmup-fraction",
    "schedule div factor": "--div-factor", "schedule final div factor": "--final-div-factor",
    "schedule power": "--power", "mu": "--mu",
    "prototypes": "--prototypes", "variants": "--variants", "j": "--j",
    "curvature patterns": "--curvature-patterns", "epochs of a schedule piece": "--milestones",
    "schedule factor": "--milestones", "rotation": "--rotation", "scale": "--scale",
    "shear": "--shear", "shift": "--shift",
    "elastic displacement": "--elastic", "elastic smoothness": "--elastic-sigma",
  ]
}
