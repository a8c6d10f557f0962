namespace TogetherAI;

/// <summary>Which endpoints of the first version to list; all conditions have to hold. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record EndpointV1ListOptions
{
    /// <summary>Those served this way; null for both.</summary>
    public EndpointV1Type? Type { get; init; }

    /// <summary>Those paid for this way; null for both.</summary>
    public EndpointV1UsageType? UsageType { get; init; }

    /// <summary>Whether only one's own are listed.</summary>
    /// <value>Null by default: they are not alone.</value>
    public bool? Mine { get; init; }

    internal string ToQuery() =>
        new QueryString().Add("type", Type?.Value).Add("usage_type", UsageType?.Value).Add("mine", Mine).ToString();
}
