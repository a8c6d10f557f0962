namespace TogetherAI.Local;

/// <summary>A model that deployments can be made of. Read once, when the server starts; not thread-safe.</summary>
public sealed class SupportedModelOptions
{
    private readonly List<DeploymentProfileOptions> _profiles = [];

    internal SupportedModelOptions(string name) => Name = name;

    /// <summary>Its name, such as <c>tai-tiny</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The ways to run it, in the order in which the service lists them. Default: none, and the server then takes one for each instance type.
    /// </summary>
    public IReadOnlyList<DeploymentProfileOptions> Profiles => _profiles;

    /// <summary>Adds a way to run it.</summary>
    /// <param name="instanceType">The id of the hardware, such as <c>1xnvidia-h100-80gb</c>.</param>
    /// <param name="configure">Sets how fast it is there.</param>
    /// <exception cref="ArgumentException"><paramref name="instanceType"/> is empty.</exception>
    public void AddProfile(string instanceType, Action<DeploymentProfileOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceType);
        DeploymentProfileOptions profile = new(instanceType);
        _profiles.Add(profile);
        configure?.Invoke(profile);
    }
}
