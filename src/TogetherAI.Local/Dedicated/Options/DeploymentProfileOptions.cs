namespace TogetherAI.Local;

/// <summary>
/// A model on certain hardware: what a deployment is made from, and how fast its replicas are. Read once, when the server starts; not
/// thread-safe.
/// </summary>
public sealed class DeploymentProfileOptions : LocalLaneOptions
{
    internal DeploymentProfileOptions(string instanceType) => InstanceType = instanceType;

    /// <summary>The id of the hardware that a replica takes.</summary>
    public string InstanceType { get; }

    /// <summary>How the weights are rounded, as the profile says it. Default: <c>FP16</c>.</summary>
    /// <value>Not empty.</value>
    public string Quantization
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = "FP16";

    /// <summary>
    /// How many requests a replica serves at once; it reads their prompts one after the other, in the order in which they came. Default: 8.
    /// </summary>
    /// <value>1 or more.</value>
    public int SlotsPerReplica
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 8;

    /// <summary>How many requests may wait for a slot of a deployment; one more is refused with 503. Default: 100.</summary>
    /// <value>0 or more.</value>
    public int MaxQueue
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 100;
}
