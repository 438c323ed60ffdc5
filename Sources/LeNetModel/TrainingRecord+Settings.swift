import LeNetText

extension TrainingRecord {
  /// The number of validation images; nil if the record does not say.
  public var validation: Int? {
    settings["validation"]?.wholeNumber.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The loss function of the training; nil if the record does not say.
  public var loss: Loss? {
    settings["loss"].flatMap { Loss(json: $0) }
  }
}
