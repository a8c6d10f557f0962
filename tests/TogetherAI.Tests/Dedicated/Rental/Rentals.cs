namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>Rentals from a <see cref="ScriptedService"/>, with a clock that skips the waits and is in nobody's way.</summary>
internal static class Rentals
{
    public static TogetherClient Client(ScriptedService service, TimeProvider? time = null, Action<TogetherClientOptions>? configure = null) =>
        Calls.Client(service, time ?? new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromMinutes(1) }, options =>
        {
            options.ProjectId = "proj_1";
            options.BaseAddress = new Uri("https://api.together.ai");
            configure?.Invoke(options);
        });

    /// <summary>Rents, and hands out what was reported.</summary>
    public static async Task<(EndpointLease Lease, List<RentProgress> Reports)> RentAsync(
        ScriptedService service, RentRequest? request = null, TimeProvider? time = null)
    {
        SeenStates<RentProgress> seen = new();
        EndpointLease lease = await Client(service, time).Dedicated.RentAsync(request ?? Catalog.Rent, seen, TestContext.Current.CancellationToken);
        return (lease, seen.All);
    }

    /// <summary>Rents in vain: nothing of it is left at the service.</summary>
    public static async Task<T> FailsAsync<T>(ScriptedService service, RentRequest? request = null, TimeProvider? time = null)
        where T : Exception
    {
        T thrown = await Assert.ThrowsAsync<T>(() => Client(service, time).Dedicated.RentAsync(request ?? Catalog.Rent, null, TestContext.Current.CancellationToken));
        Assert.Empty(service.Endpoints);
        return thrown;
    }

    public static string[] Stages(List<RentProgress> reports)
    {
        List<string> stages = [];
        foreach (RentProgress report in reports)
        {
            if (stages.Count == 0 || stages[^1] != report.Stage.ToString())
                stages.Add(report.Stage.ToString());
        }

        return [.. stages];
    }
}
