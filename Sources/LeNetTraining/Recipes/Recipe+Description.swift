import LeNetModel
import LeNetText

extension Recipe: CustomStringConvertible {
  /// The main values in one line, such as `pytorch: lenet5-pytorch, adam, ..., learning rate 0.001, batches of
  /// 64 images, 8 epochs`.
  public var description: String {
    "\(name): \(architecture.name), \(optimizer), learning rate \(learningRate.displayText), "
      + "schedule \(schedule), batches of \(batchSize.of("image")), \(length)"
  }
}
