namespace TogetherAI.Local;

/// <summary>An endpoint of the first version that exists when the server starts. Read once, when the server starts; not thread-safe.</summary>
public sealed class EndpointV1Options
{
    internal EndpointV1Options(string name) => Name = name;

    /// <summary>Its name: the model of an inference request.</summary>
    public string Name { get; }

    /// <summary>Its name for people. Default: <see cref="Name"/>.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The supported model that it serves. Default: <c>tai-tiny</c>.</summary>
    /// <value>Not empty.</value>
    public string Model
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = "tai-tiny";

    /// <summary>
    /// The id of the hardware among <see cref="DedicatedCloudOptions.InstanceTypes"/>; a profile of the model must have it. Default:
    /// <see langword="null"/>, that of the model's first profile.
    /// </summary>
    public string? InstanceType { get; set; }

    /// <summary>The least replicas. Default: 1.</summary>
    /// <value>1 or more.</value>
    public int MinReplicas
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>The most replicas. Default: <see langword="null"/>, as many as <see cref="MinReplicas"/>.</summary>
    /// <value>At least <see cref="MinReplicas"/>, else the server does not start.</value>
    public int? MaxReplicas { get; set; }

    /// <summary>After how many minutes without a request it stops for good; 0 for never. Default: 60, as at the service.</summary>
    /// <value>0 or more.</value>
    public int InactiveTimeoutMinutes
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 60;

    /// <summary>
    /// Whether it has yet to start when the server does: <c>PENDING</c> while there is no hardware, then <c>STARTING</c>. Default:
    /// <see langword="false"/>: it runs from the beginning, where there is hardware for it.
    /// </summary>
    public bool Starting { get; set; }
}
