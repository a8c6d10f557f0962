namespace TogetherAI.Local.Tests.Dedicated.Rental;

/// <summary>Rentals from the virtual cloud, on a clock that goes on while somebody waits.</summary>
internal static class VirtualRentals
{
    public static RentRequest Request { get; } = new() { Model = "tai-tiny", IdleStop = IdleStop.Never };

    public static async Task<Rented> StartAsync(HostKind host = HostKind.InProcess, Action<LocalTogetherOptions>? configure = null)
    {
        Rented rented = await Rented.StartAsync(host, configure);
        rented.Time.AutoAdvance = true;
        return rented;
    }

    public static Task<EndpointLease> RentAsync(this Rented rented, RentRequest? request = null, IProgress<RentProgress>? progress = null) =>
        rented.Dedicated.RentAsync(request ?? Request, progress, TestContext.Current.CancellationToken);

    /// <summary>Rents in vain: nothing of it is left, and nothing is billed any more.</summary>
    public static async Task<T> FailsAsync<T>(this Rented rented, RentRequest? request = null, IProgress<RentProgress>? progress = null)
        where T : Exception
    {
        T thrown = await Assert.ThrowsAsync<T>(() => rented.RentAsync(request, progress));
        await rented.IsEmptyAsync();
        return thrown;
    }

    /// <summary>The project has nothing, and nothing is billed.</summary>
    public static async Task IsEmptyAsync(this Rented rented)
    {
        Assert.Equal(0, rented.Cloud.Ledger.RunningReplicas);
        Assert.Empty(rented.Cloud.Deployments);
        await foreach (DedicatedEndpoint endpoint in rented.Dedicated.Endpoints.ListAsync())
            Assert.Fail($"{endpoint.Name} is left");
    }

    /// <summary>Lets time pass until something has ended.</summary>
    public static async Task<T> PassUntilAsync<T>(this Rented rented, Task<T> end, TimeSpan step, TimeSpan limit)
    {
        for (TimeSpan passed = TimeSpan.Zero; !end.IsCompleted && passed < limit; passed += step)
        {
            await Task.Delay(step, rented.Time, TestContext.Current.CancellationToken);
            // Real round trips: who watches, and who tears down, gets to see the same moment, also on a machine that has much to do.
            for (int i = 0; i < 24; i++)
                await rented.Dedicated.InstanceTypes.GetAsync(Rented.H100);
        }

        return await end.WaitAsync(Hosts.Patience, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public sealed class Hook(Action<RentProgress> action) : IProgress<RentProgress>
    {
        public void Report(RentProgress value) => action(value);
    }
}
