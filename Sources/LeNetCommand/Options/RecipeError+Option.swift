import LeNet
import LeNetText

extension RecipeError {
  /// The sentence for a person, with the option that sets the value where there is one.
  var optionSentence: String {
    guard let option = Self.options[value] else { return description }
    return "\(option) is \(NumberText.plain(got)): expected \(expected)."
  }

  /// Options by the names that recipes give their values.
  private static let options = [
    "learning rate": "--learning-rate", "bias rate": "--bias-rate", "frozen layer": "--freeze",
    "batch size": "--batch-size", "epochs": "--epochs",
    "steps": "--steps", "patience": "--patience", "criterion": "--choose-by",
    "validation": "--validation", "validation part": "--validation", "mean": "--mean",
    "deviation": "--deviation", "weight decay": "--weight-decay", "momentum": "--momentum",
    "beta1": "--beta1", "beta2": "--beta2", "epsilon": "--epsilon",
    "schedule size": "--step-size", "schedule gamma": "--gamma",
    "schedule final rate": "--final-rate", "schedule rise": "--rise",
    "schedule divisor": "--divisor", "schedule final divisor": "--final-divisor",
    "schedule power": "--power", "mu": "--mu",
    "prototypes": "--prototypes", "variants": "--variants", "j": "--j",
    "curvature patterns": "--curvature-patterns", "epochs of a schedule piece": "--pieces",
    "schedule factor": "--pieces", "rotation": "--rotation", "scale": "--scale",
    "shear": "--shear", "shift": "--shift",
    "elastic displacement": "--elastic", "elastic smoothness": "--elastic-smoothness",
  ]
}
