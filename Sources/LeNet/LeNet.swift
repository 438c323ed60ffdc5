@_exported public import LeNetData
@_exported public import LeNetEngine
@_exported public import LeNetModel
@_exported public import LeNetTraining
