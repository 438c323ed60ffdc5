import LeNet

extension StartOptions {
  /// The model to start from; throws where it was trained on the images that judge, which are held back of these.
  func model(unseen data: DatasetParts) throws -> ModelFile? {
    guard let path = initialModel else { return nil }
    let model = try ModelFile.read(path)
    let seen = Set((model.training?.sha256 ?? [:]).values)
    guard seen.isDisjoint(with: data.training.sha256.values) else {
      throw CommandFailure.wrongUse(
        "The model \(path) was trained on \(data.training.name) already, so images held back of it "
          + "are no judges: give other data, or leave --init out.")
    }
    return model
  }
}
