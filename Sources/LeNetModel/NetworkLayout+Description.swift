import LeNetText

extension NetworkLayout: CustomStringConvertible {
  /// The network in one line: `lenet5-pytorch: 12 layers, input 1x32x32, 61,706 parameters, 10 classes`.
  public var description: String {
    "\(architecture.name): \(layers.count.of("layer")), input \(input), "
      + "\(totalCount.of("parameter")), \(classes.of("class", "classes"))"
  }

  /// The number of parameters in words, called trained where others are not: `60,000 trained parameters`.
  package var parameterWords: String {
    trainableCount == totalCount
      ? totalCount.of("parameter") : trainableCount.of("trained parameter")
  }

  /// Trained numbers, running statistics and constants, absent links not counted.
  fileprivate var totalCount: Int { trainableCount + nonTrainableCount + fixedCount }
}

extension Parameters: CustomStringConvertible {
  /// The numbers in one line, such as `the 61,706 parameters of lenet5-pytorch`.
  public var description: String {
    "the \(layout.totalCount.of("parameter")) of \(layout.architecture.name)"
  }
}
