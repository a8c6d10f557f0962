using TogetherAI.Tests.Journaling;

namespace TogetherAI.Tests.Dedicated.Ownership;

/// <summary>What processes that died have left is found and ended, and nothing else is touched.</summary>
public class RecoveryTests
{
    private readonly BreakableFiles _files = new();

    [Fact]
    public async Task The_lease_of_a_dead_process_is_torn_down()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        EndpointLease lease = await cloud.Process(_files).Dedicated.RentAsync(RentalCloud.Rent with { Label = "team a" });
        Assert.Equal(1, cloud.Cloud.Ledger.RunningReplicas);

        BreakableFiles left = _files.After(Aftermath.PowerCut);
        RecoveredLease recovered = Assert.Single((await RecoverAsync(cloud, left)).Leases);
        Assert.Equal((RecoveryOutcome.Stopped, lease.Id, lease.EndpointId, "team a"), (recovered.Outcome, recovered.LeaseId, recovered.EndpointId, recovered.Label));
        Assert.Equal(Environment.ProcessId, recovered.ProcessId);
        Assert.True(recovered.Teardown!.IsEndpointDeleted);
        Assert.Equal(0, cloud.Cloud.Ledger.RunningReplicas);
        Assert.Empty(cloud.Cloud.Deployments);
        Assert.Equal("no leases", (await RecoverAsync(cloud, left)).ToString());
        Assert.DoesNotContain(left.Names, static name => name.EndsWith(".owner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_lease_of_a_process_that_lives_is_left_alone()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        await using EndpointLease lease = await cloud.Process(_files).Dedicated.RentAsync(RentalCloud.Rent);
        RecoveryReport report = await RecoverAsync(cloud, _files);
        Assert.Equal(RecoveryOutcome.OwnerAlive, Assert.Single(report.Leases).Outcome);
        Assert.True(report.IsComplete);
        Assert.Equal("ok", (await lease.Chat.CreateAsync(Calls.Question)).Text);
    }

    [Fact]
    public async Task A_lease_that_was_stopped_leaves_nothing_to_recover()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        await using (EndpointLease lease = await cloud.Process(_files).Dedicated.RentAsync(RentalCloud.Rent))
            await lease.StopAsync();
        Assert.Empty((await RecoverAsync(cloud, _files)).Leases);
        Assert.Equal([RentalCloud.Journal], _files.Names);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_a_rental_dies_nothing_of_it_goes_on_running(bool arrives)
    {
        int requests = 0;
        for (int point = 1; point <= Math.Max(requests, 1); point++)
        {
            await using RentalCloud cloud = await RentalCloud.StartAsync();
            BreakableFiles files = new();
            MortalHandler? mortal = null;
            TogetherClient process = cloud.Process(files, inner => mortal = new MortalHandler(inner) { DiesAt = (sent, _) => sent == point, Arrives = arrives });
            Task<EndpointLease> rental = process.Dedicated.RentAsync(RentalCloud.Rent);
            if (await Task.WhenAny(rental, mortal!.Death) == rental)
                break; // it has come to its end, and lives

            requests = Math.Max(requests, mortal.Sent + 1);
            Assert.True((await RecoverAsync(cloud, files.After(Aftermath.Killed))).IsComplete, $"at request {point}");
            Assert.Empty(cloud.Cloud.Deployments);
            Assert.Equal(0, cloud.Cloud.Ledger.RunningReplicas);
            Assert.Empty(await EndpointsAsync(cloud));
        }

        Assert.True(requests > 8, $"{requests} requests");
    }

    [Fact]
    public async Task What_dies_while_it_stops_is_stopped()
    {
        for (int point = 1; ; point++)
        {
            await using RentalCloud cloud = await RentalCloud.StartAsync();
            BreakableFiles files = new();
            int rented = int.MaxValue;
            MortalHandler? mortal = null;
            TogetherClient process = cloud.Process(files, inner => mortal = new MortalHandler(inner) { DiesAt = (sent, _) => sent == rented, Arrives = true });
            EndpointLease lease = await process.Dedicated.RentAsync(RentalCloud.Rent);
            rented = mortal!.Sent + point;
            Task stop = lease.StopAsync();
            if (await Task.WhenAny(stop, mortal.Death) == stop)
                break;
            RecoveryReport report = await RecoverAsync(cloud, files.After(Aftermath.Killed));
            Assert.True(report.IsComplete, $"at request {point}: {report}");
            Assert.Empty(cloud.Cloud.Deployments);
            Assert.Empty(await EndpointsAsync(cloud));
        }
    }

    [Fact]
    public async Task A_deployment_that_appears_late_at_an_endpoint_that_stays_is_found()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient account = cloud.Process();
        DedicatedEndpoint endpoint = await account.Dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = "chat" });
        MortalHandler? mortal = null;
        TogetherClient process = cloud.Process(_files, inner => mortal = new MortalHandler(inner)
        {
            DiesAt = static (_, request) => request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/deployments", StringComparison.Ordinal),
        });
        _ = process.Dedicated.RentAsync(RentalCloud.Rent with { Name = "chat" });
        await mortal!.Death;

        // The request is on its way; the service acts on it after the recovery's third look.
        DeploymentProfile profile = await cloud.ProfileAsync(account.Dedicated, "H100");
        List<LeaseEntry> journalled = await new LeaseJournalFile(RentalCloud.Journal, cloud.Time, _files).ReadAsync(CancellationToken.None);
        int looks = 0;
        TogetherClient successor = cloud.Process(_files.After(Aftermath.Killed), inner => new MortalHandler(inner)
        {
            Before = async request =>
            {
                if (request.Method != HttpMethod.Get || !request.RequestUri!.AbsolutePath.EndsWith("/deployments", StringComparison.Ordinal) || ++looks != 3)
                    return;
                await account.Dedicated.Deployments.CreateAsync(endpoint.Id, new CreateDedicatedDeploymentRequest
                {
                    Name = journalled[0].ToRecord().DeploymentName, Model = profile.Model, Config = profile.Config, Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 1 },
                });
            },
        });
        RecoveryReport report = await successor.Dedicated.RecoverLeasesAsync(RentalCloud.Journal);
        Assert.Equal(RecoveryOutcome.Stopped, Assert.Single(report.Leases).Outcome);
        Assert.Empty(cloud.Cloud.Deployments);
        Assert.Single(await EndpointsAsync(cloud)); // which was there before the lease
    }

    [Fact]
    public async Task What_was_never_made_is_forgotten_once_it_cannot_appear_any_more()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        MortalHandler? mortal = null;
        TogetherClient process = cloud.Process(_files, inner => mortal = new MortalHandler(inner) { DiesAt = static (_, request) => request.Method == HttpMethod.Post });
        _ = process.Dedicated.RentAsync(RentalCloud.Rent);
        await mortal!.Death;
        DateTimeOffset died = cloud.Time.GetUtcNow();
        BreakableFiles left = _files.After(Aftermath.Killed);
        Assert.Equal(RecoveryOutcome.NothingFound, Assert.Single((await RecoverAsync(cloud, left)).Leases).Outcome);
        Assert.Equal(TimeSpan.FromSeconds(30), cloud.Time.GetUtcNow() - died);
        Assert.Empty((await RecoverAsync(cloud, left)).Leases);
    }

    [Fact]
    public async Task Another_ones_endpoint_of_the_same_name_is_not_touched()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        MortalHandler? mortal = null;
        TogetherClient process = cloud.Process(_files, inner => mortal = new MortalHandler(inner) { DiesAt = static (_, request) => request.Method == HttpMethod.Post });
        _ = process.Dedicated.RentAsync(RentalCloud.Rent with { Name = "chat" });
        await mortal!.Death; // it wanted to make "chat"; then somebody else did
        TogetherClient account = cloud.Process();
        (DedicatedEndpoint endpoint, DedicatedDeployment deployment) = await cloud.ServeAsync(account);
        RecoveryReport report = await RecoverAsync(cloud, _files.After(Aftermath.Killed));
        Assert.Equal(RecoveryOutcome.NothingFound, Assert.Single(report.Leases).Outcome);
        Assert.Equal("ok", (await RentalCloud.AskAsync(account)).Text);
        Assert.Equal(DeploymentState.Ready, (await account.Dedicated.Deployments.GetAsync(endpoint.Id, deployment.Id)).Status.State);
    }

    [Fact]
    public async Task A_lease_of_another_project_is_not_taken_for_gone()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        await cloud.Process(_files).Dedicated.RentAsync(RentalCloud.Rent);
        BreakableFiles left = _files.After(Aftermath.Killed);
        RecoveryReport other = await cloud.Process(left, project: "proj_other").Dedicated.RecoverLeasesAsync(RentalCloud.Journal);
        Assert.Equal(RecoveryOutcome.OtherProject, Assert.Single(other.Leases).Outcome);
        Assert.Equal(1, cloud.Cloud.Ledger.RunningReplicas);
        Assert.Equal(RecoveryOutcome.Stopped, Assert.Single((await RecoverAsync(cloud, left)).Leases).Outcome);
    }

    [Fact]
    public async Task A_lease_without_a_journal_is_told_by_its_name_and_left_alone()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        await using EndpointLease lease = await cloud.Process().Dedicated.RentAsync(RentalCloud.Rent with { LeaseJournal = null });
        await cloud.ServeAsync(cloud.Process()); // nobody's lease: not even told
        RecoveredLease told = Assert.Single((await RecoverAsync(cloud, _files)).Leases);
        Assert.Equal((RecoveryOutcome.NotInJournal, lease.Id, lease.EndpointId), (told.Outcome, told.LeaseId, told.EndpointId));
        Assert.Equal(2, cloud.Cloud.Ledger.RunningReplicas);
    }

    [Fact]
    public async Task What_was_not_to_be_deleted_is_stopped_and_stays()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        await cloud.Process(_files).Dedicated.RentAsync(RentalCloud.Rent with { DeleteWhenStopped = false });
        RecoveredLease recovered = Assert.Single((await RecoverAsync(cloud, _files.After(Aftermath.Killed))).Leases);
        Assert.Equal(RecoveryOutcome.Stopped, recovered.Outcome);
        Assert.Equal(DeploymentState.Stopped, Assert.Single(cloud.Cloud.Deployments).State);
    }

    [Fact]
    public async Task What_could_not_be_stopped_stays_in_the_journal_for_the_next_time()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        await cloud.Process(_files).Dedicated.RentAsync(RentalCloud.Rent);
        BreakableFiles left = _files.After(Aftermath.Killed);
        RecoveryReport failed = await cloud.Process(left, inner => new MortalHandler(inner)
        {
            Before = static request => request.Method == HttpMethod.Patch ? throw new HttpRequestException("down") : Task.CompletedTask,
        }).Dedicated.RecoverLeasesAsync(RentalCloud.Journal, new RecoveryOptions { Timeout = TimeSpan.FromMinutes(1) });
        RecoveredLease lease = Assert.Single(failed.Leases);
        Assert.Equal(RecoveryOutcome.NotStopped, lease.Outcome);
        Assert.NotNull(lease.Problem);
        Assert.False(failed.IsComplete);
        Assert.Equal(1, cloud.Cloud.Ledger.RunningReplicas);
        Assert.Equal(RecoveryOutcome.Stopped, Assert.Single((await RecoverAsync(cloud, left)).Leases).Outcome);
        Assert.Equal(0, cloud.Cloud.Ledger.RunningReplicas);
    }

    [Fact]
    public async Task Two_recoveries_at_once_end_every_lease_once()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        for (int i = 0; i < 4; i++)
            await cloud.Process(_files).Dedicated.RentAsync(RentalCloud.Rent);
        BreakableFiles left = _files.After(Aftermath.Killed);
        RecoveryReport[] reports = await Task.WhenAll(RecoverAsync(cloud, left), RecoverAsync(cloud, left));
        Assert.Equal(4, reports.SelectMany(static report => report.Leases).Count(static lease => lease.Outcome == RecoveryOutcome.Stopped));
        Assert.Empty(cloud.Cloud.Deployments);
        Assert.Empty((await RecoverAsync(cloud, left)).Leases);
    }

    [Fact]
    public async Task Without_room_for_its_entry_nothing_is_rented()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        _files.Budget = 100;
        _files.Failure = static () => new IOException("No space left on device.");
        TogetherJournalException refused = await Assert.ThrowsAsync<TogetherJournalException>(() => cloud.Process(_files).Dedicated.RentAsync(RentalCloud.Rent));
        Assert.Equal(JournalFault.CannotAccess, refused.Fault);
        Assert.Empty(await EndpointsAsync(cloud));
    }

    [Fact]
    public async Task A_journal_in_no_folder_is_refused_before_anything_is_asked()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        string nowhere = Path.Combine(Path.GetTempPath(), "no-such-folder-at-all", "leases.journal");
        TogetherClient client = cloud.Process();
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => client.Dedicated.RentAsync(RentalCloud.Rent with { LeaseJournal = nowhere }));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => client.Dedicated.RecoverLeasesAsync(nowhere));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Dedicated.RecoverLeasesAsync(" "));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Dedicated.RecoverLeasesAsync("a", new RecoveryOptions { Interval = TimeSpan.Zero }));
        Assert.Empty(cloud.Local.Requests);
    }

    private static Task<RecoveryReport> RecoverAsync(RentalCloud cloud, BreakableFiles files) =>
        cloud.Process(files).Dedicated.RecoverLeasesAsync(RentalCloud.Journal);

    private static async Task<List<DedicatedEndpoint>> EndpointsAsync(RentalCloud cloud)
    {
        List<DedicatedEndpoint> endpoints = [];
        await foreach (DedicatedEndpoint endpoint in cloud.Process().Dedicated.Endpoints.ListAsync())
            endpoints.Add(endpoint);
        return endpoints;
    }
}
