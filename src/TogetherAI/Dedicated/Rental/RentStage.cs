namespace TogetherAI;

/// <summary>The stages of a rental and of the lease it becomes, roughly in their order.</summary>
public enum RentStage
{
    /// <summary>Prices and room are known. Nothing is made yet.</summary>
    Quoted,

    /// <summary>The endpoint is being made, or was found empty. It costs nothing.</summary>
    CreatingEndpoint,

    /// <summary>The deployment is being made. Replicas are billed once they run.</summary>
    CreatingDeployment,

    /// <summary>It waits for hardware that is free or loads its model.</summary>
    Starting,

    /// <summary>The service has no room for it now.</summary>
    WaitingForHardware,

    /// <summary>The hardware is not free, and what <see cref="RentRequest.OnHardwareUnavailable"/> says is done instead.</summary>
    FallingBack,

    /// <summary>It has its replicas. It gets no requests yet.</summary>
    Ready,

    /// <summary>It was given the endpoint's traffic, which takes up to half a minute to be in force.</summary>
    SharingTraffic,

    /// <summary>It was asked something, and did not answer yet.</summary>
    Probing,

    /// <summary>It answers.</summary>
    Serving,

    /// <summary>A share of <see cref="RentRequest.MaxUsd"/> is spent.</summary>
    BudgetAlarm,

    /// <summary>The rental failed or was cancelled; what it made is torn down.</summary>
    Undoing,

    /// <summary>The lease is stopping.</summary>
    Stopping,

    /// <summary>The lease was seen stopped.</summary>
    Stopped,
}
