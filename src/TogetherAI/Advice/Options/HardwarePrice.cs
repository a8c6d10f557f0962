namespace TogetherAI;

/// <summary>What one replica on some hardware costs. Immutable.</summary>
/// <param name="Hardware">The hardware's name, such as <c>1xnvidia-h100-80gb</c>.</param>
/// <param name="UsdPerHour">USD for an hour of one running replica, all its GPUs together; more than 0.</param>
public sealed record HardwarePrice(string Hardware, decimal UsdPerHour);
