namespace TogetherAI;

/// <summary>A lane that takes a request.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Reason">Why that one.</param>
/// <param name="Reserved">What was set aside for it, in USD.</param>
internal readonly record struct Placed(Lane Lane, RouteReason Reason, decimal Reserved);
