namespace TogetherAI;

/// <summary>Finds what is wrong with a rental before the service is asked for anything.</summary>
internal static class RentRequestValidator
{
    /// <exception cref="ArgumentException">A field cannot be what it is; the message names it and says what to do.</exception>
    public static void Check(RentRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrWhiteSpace(request.Model))
            throw Fault("Model is empty. Name one of Dedicated.SupportedModels.");
        if (request.IdleStop is null)
            throw Fault("IdleStop is null. Choose IdleStop.After(…), or IdleStop.Never: there is no default for money.");
        if (request.Name is { } name && (string.IsNullOrWhiteSpace(name) || name.Contains('/')))
            throw Fault($"Name '{name}' is no endpoint's name. Give the part after the project alone, or null to have one made.");
        if (request.MaxUsd is <= 0)
            throw Fault("MaxUsd must be more than 0 USD, or null for no ceiling.");
        if (request.MaxUsdPerHour is <= 0)
            throw Fault("MaxUsdPerHour must be more than 0 USD, or null for no ceiling.");
        if (request.Deadline <= TimeSpan.Zero && request.Deadline != Timeout.InfiniteTimeSpan)
            throw Fault("Deadline must be positive, or Timeout.InfiniteTimeSpan.");
        if (request.StopTimeout <= TimeSpan.Zero)
            throw Fault("StopTimeout must be positive: a stop has to be seen before it can be believed.");
        if (request.Regions is { } regions && (regions.Count == 0 || regions.Any(string.IsNullOrWhiteSpace)))
            throw Fault("Regions is empty or holds an empty name. Give the names in InstanceType.Regions, or null for anywhere.");
        if (!Enum.IsDefined(request.OnHardwareUnavailable))
            throw Fault("OnHardwareUnavailable is none of HardwareFallback's values.");
        return;

        static ArgumentException Fault(string message) => new(message, nameof(request));
    }
}
