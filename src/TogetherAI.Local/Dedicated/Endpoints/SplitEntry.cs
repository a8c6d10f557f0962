namespace TogetherAI.Local.Dedicated;

/// <summary>One deployment's part in an endpoint's traffic.</summary>
internal sealed record SplitEntry(string DeploymentId, double Weight);
