package import LeNetModel

extension Architecture {
  /// This network for images of a shape; throws if they do not fit.
  ///
  /// With resize mode `none`, the images must have the network's size. If the same parameters also
  /// fit the size of the images, as in `lenet-caffe`, the input gets that size.
  package func fitting(
    images: Shape, resizeMode: Preparation.ResizeMode, data: String
  ) throws(FittingError) -> Architecture {
    guard images.maps == input.maps else {
      throw .maps(data: data, network: input, images: images)
    }
    switch resizeMode {
    case .resize:
      return self
    case .pad, .shrink:
      guard resizeMode.holds(images, in: input) else {
        throw .tooLarge(data: data, network: input, images: images)
      }
      return self
    case .none:
      if images == input { return self }
      let adapted = accepting(input: images)
      guard try hasParameters(of: adapted) else {
        throw .size(data: data, network: input, images: images)
      }
      return adapted
    }
  }

  /// Whether parameters of the other network are exactly those of this one; false if the other
  /// cannot be laid out.
  private func hasParameters(of other: Architecture) throws(FittingError) -> Bool {
    let own: NetworkLayout
    do throws(ArchitectureError) {
      own = try layout()
    } catch {
      throw .architecture(error)
    }
    guard let others = try? other.layout() else { return false }
    return own.parameters.map(\.name) == others.parameters.map(\.name)
      && own.parameters.map(\.shape) == others.parameters.map(\.shape)
  }
}
