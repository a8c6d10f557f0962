namespace TogetherAI.Local;

/// <summary>Hardware that a replica runs on. Read once, when the server starts; not thread-safe.</summary>
public sealed class InstanceTypeOptions
{
    internal InstanceTypeOptions(string accelerator, int count) => (Accelerator, GpuCount) = (accelerator, count);

    /// <summary>The GPU as configs name it, such as <c>nvidia-h100-80gb</c>.</summary>
    public string Accelerator { get; }

    /// <summary>How many GPUs a replica has.</summary>
    public int GpuCount { get; }

    /// <summary>Its id: <c>1xnvidia-h100-80gb</c>.</summary>
    public string Id => FormattableString.Invariant($"{GpuCount}x{Accelerator}");

    /// <summary>The GPU in short, such as <c>H100</c>. Default: the <see cref="Accelerator"/>.</summary>
    /// <value>Not empty.</value>
    public string GpuType
    {
        get => field ?? Accelerator;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    }

    /// <summary>The memory of a GPU, in GiB. Default: 80.</summary>
    /// <value>1 or more.</value>
    public int GpuMemoryGib
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 80;

    /// <summary>What a running replica costs, in US cents an hour. Default: 399.</summary>
    /// <value>0 or more.</value>
    public int PriceCentsPerHour
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 399;

    /// <summary>
    /// How many replicas there is room for in each region, those that run included. Default: 32 in <c>us-east-1</c> and 32 in
    /// <c>us-west-2</c>. It changes while the server runs through <see cref="HardwareStock.Set"/>.
    /// </summary>
    /// <value>Regions by name, each with 0 or more; at least one region when the server starts.</value>
    public IDictionary<string, int> Regions { get; } = new SortedDictionary<string, int>(StringComparer.Ordinal)
    {
        ["us-east-1"] = 32,
        ["us-west-2"] = 32,
    };
}
