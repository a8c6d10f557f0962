using System.Collections;

namespace TogetherAI.Local;

/// <summary>The hardware of a virtual cloud. Not thread-safe.</summary>
public sealed class InstanceTypeCollection : IReadOnlyCollection<InstanceTypeOptions>
{
    private readonly List<InstanceTypeOptions> _types = [];

    internal InstanceTypeCollection()
    {
        Add("nvidia-h100-80gb", 1, static type => (type.GpuType, type.GpuMemoryGib, type.PriceCentsPerHour) = ("H100", 80, 399));
        Add("nvidia-h200-141gb", 1, static type => (type.GpuType, type.GpuMemoryGib, type.PriceCentsPerHour) = ("H200", 141, 549));
        Add("nvidia-b200-180gb", 1, static type => (type.GpuType, type.GpuMemoryGib, type.PriceCentsPerHour) = ("B200", 180, 995));
    }

    /// <summary>How many there are.</summary>
    public int Count => _types.Count;

    /// <summary>An instance type, to change it.</summary>
    /// <param name="id">Its id, such as <c>1xnvidia-h100-80gb</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public InstanceTypeOptions this[string id] => _types.Find(type => type.Id == id)
        ?? throw new KeyNotFoundException($"There is no instance type {id}. There are: {string.Join(", ", _types.Select(static type => type.Id))}.");

    /// <summary>Adds hardware.</summary>
    /// <param name="accelerator">The GPU as configs name it, such as <c>nvidia-a100-80gb</c>.</param>
    /// <param name="gpuCount">How many GPUs a replica has; 1 or more.</param>
    /// <param name="configure">Sets price, memory and regions.</param>
    /// <exception cref="ArgumentException">The name is empty, or there is one of that id.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gpuCount"/> is less than 1.</exception>
    public void Add(string accelerator, int gpuCount, Action<InstanceTypeOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accelerator);
        ArgumentOutOfRangeException.ThrowIfLessThan(gpuCount, 1);
        InstanceTypeOptions type = new(accelerator, gpuCount);
        if (_types.Exists(other => other.Id == type.Id))
            throw new ArgumentException($"There is an instance type {type.Id} already: change that one, or Clear() first.", nameof(accelerator));
        _types.Add(type);
        configure?.Invoke(type);
    }

    /// <summary>Takes all of them away, the default ones included.</summary>
    public void Clear() => _types.Clear();

    /// <summary>Goes through them.</summary>
    /// <returns>An enumerator in the order of adding.</returns>
    public IEnumerator<InstanceTypeOptions> GetEnumerator() => _types.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
