import LeNetText

extension ModelFile: CustomStringConvertible {
  /// The model in one line, such as `lenet5-pytorch: 12 layers, input 1x32x32, 61,706 parameters, 10 classes;
  /// trained on mnist with recipe pytorch, seed 1, 8 epochs`.
  public var description: String {
    guard let training else { return "\(parameters.layout); no training recorded" }
    return "\(parameters.layout); trained on \(training.dataset) with recipe \(training.recipe), "
      + "seed \(training.seed), \(training.epochs.of("epoch"))"
  }
}
