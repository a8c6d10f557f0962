using System.Globalization;

namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>
/// Rentals from a service that has a bad day: answers are lost, refused and late, deployments come up or do not, somebody cancels. Whatever happens,
/// in the end nothing runs that nobody knows of. Only that the service says "there is no such thing" of what is there is left out: that is believed
/// once it has been said twice.
/// </summary>
public class RentStormTests
{
    private static readonly int[] s_refusals = [400, 402, 409, 429, 500, 502, 503];

    [Theory]
    [InlineData(1, 250)]
    [InlineData(2, 250)]
    [InlineData(3, 250)]
    [InlineData(4, 250)]
    public async Task Nothing_runs_on_unknown(int seed, int rentals)
    {
        int served = 0;
        int undone = 0;
        for (int i = 0; i < rentals; i++)
        {
            Random random = new(seed * 100_000 + i);
            ScriptedService service = Service(random, out int stormsUntil);
            using CancellationTokenSource cancel = new();
            int cancelAt = random.Next(3) == 0 ? random.Next(1, 30) : 0;
            Func<int, string, HttpResponseMessage?> before = service.Before;
            service.Before = (number, text) =>
            {
                if (number == cancelAt)
                    cancel.Cancel();
                return before(number, text);
            };
            string what = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, rental {i}");
            try
            {
                EndpointLease lease = await Rentals.Client(service).Dedicated.RentAsync(Request(random), null, cancel.Token);
                Assert.True(service.Running.Any(deployment => deployment.Id == lease.DeploymentId), what + ": a lease on nothing");
                LeaseEnd end = await lease.StopAsync(TestContext.Current.CancellationToken);
                Assert.True(end.IsStopped, what);
                served++;
            }
            catch (OperationCanceledException)
            {
                Assert.True(cancel.IsCancellationRequested, what);
                undone++;
            }
            catch (TogetherException exception)
            {
                // Only what the exception tells of may be left.
                TeardownResult? left = (exception as RentFailedException)?.Undone ?? (exception as HardwareUnavailableException)?.Undone;
                Assert.True(left is null or { IsStopped: true } || !exception.Message.Contains("torn down again"), $"{what}: {exception.Message}");
                undone++;
            }

            Assert.True(!service.Running.Any(), $"{what}: {string.Join(", ", service.Running.Select(running => running.Name))} runs; asked {stormsUntil}: {string.Join("; ", service.Asked)}");
        }

        Assert.InRange(served, rentals / 10, rentals);
        Assert.InRange(undone, rentals / 10, rentals);
    }

    private static RentRequest Request(Random random) => Catalog.Rent with
    {
        Name = random.Next(3) == 0 ? "chat" : null,
        Replicas = random.Next(2) == 0 ? ReplicaRange.Exactly(1) : ReplicaRange.Between(1, 3),
        Hardware = random.Next(2) == 0 ? "H100" : null,
        OnHardwareUnavailable = (HardwareFallback)random.Next(4),
        Deadline = TimeSpan.FromMinutes(random.Next(5, 120)),
        IdleStop = IdleStop.Never,
    };

    private static ScriptedService Service(Random random, out int stormsUntil)
    {
        ScriptedService service = new()
        {
            AllowsDoubles = random.Next(2) == 0,
            StoppingLooks = random.Next(4),
            Life = random.Next(6) switch
            {
                0 => [.. Enumerable.Repeat("PROVISIONING 0 0", random.Next(1, 60)), "READY 1 1"],
                1 => ["PROVISIONING 1 0", "DEGRADED 1 1", "PROVISIONING 1 0", "READY 1 1"],
                2 => ["PROVISIONING 1 0", "FAILED 1 0 broken"],
                3 => ["PROVISIONING 0 0"],
                _ => ["PROVISIONING 0 0", "READY 1 1"],
            },
        };
        if (random.Next(4) == 0) // the name is there already, without deployments
            service.Endpoints.Add(new ScriptedService.Endpoint { Id = "ep_old", Name = "acme/chat" });
        for (int refusals = random.Next(4); refusals > 0; refusals--)
            service.Refusals.Enqueue("503 routing_error");
        bool runsOut = random.Next(4) == 0;
        int until = stormsUntil = random.Next(2) == 0 ? 0 : random.Next(3, 40);
        service.Before = (number, text) =>
        {
            if (runsOut && text == "POST endpoints")
                service.Types = [Catalog.Type("1xnvidia-h100-80gb", 600, "us=0"), Catalog.Type("1xnvidia-h200-141gb", 1200, "us=5")];
            if (number >= until || random.Next(5) != 0)
                return null;
            return random.Next(2) == 0
                ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused")
                : ScriptedService.Error(s_refusals[random.Next(s_refusals.Length)], "a bad day");
        };
        service.After = (number, text) =>
        {
            if (text == "POST endpoints" && service.Endpoints.Count > 0)
                service.Endpoints[^1].Hidden = random.Next(3);
            else if (text.StartsWith("POST endpoints/", StringComparison.Ordinal) && service.Endpoints.Find(endpoint => text.Contains(endpoint.Id))?.Deployments is [.., var last])
                last.Hidden = random.Next(3);
            if (number < until && random.Next(8) == 0)
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "connection reset");
        };
        return service;
    }
}
