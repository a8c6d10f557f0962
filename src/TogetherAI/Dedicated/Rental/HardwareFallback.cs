namespace TogetherAI;

/// <summary>What a rental does when the hardware it wants is not free.</summary>
public enum HardwareFallback
{
    /// <summary>
    /// It ends with a <see cref="HardwareUnavailableException"/>, which says what is free instead. Nothing is left behind.
    /// </summary>
    Fail,

    /// <summary>
    /// It waits its turn, up to <see cref="RentRequest.Deadline"/>. Waiting costs nothing: what is billed are running replicas. The service
    /// gives up after six hours.
    /// </summary>
    Wait,

    /// <summary>
    /// It takes the cheapest other hardware for the same model that has room, within <see cref="RentRequest.MaxUsdPerHour"/>, and ends like
    /// <see cref="Fail"/> where there is none.
    /// </summary>
    TakeComparable,

    /// <summary>
    /// It starts with as many replicas as there is room for, at least one; <see cref="ReplicaRange.Max"/> stays, so that the service can add the others
    /// under load. It ends like <see cref="Fail"/> where there is room for none.
    /// </summary>
    FewerReplicas,
}
