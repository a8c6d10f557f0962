using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TogetherAI.Tests.Dedicated.Guard;

/// <summary>The guard in a host.</summary>
public class IdleGuardServiceTests
{
    private static readonly IdleGuardOptions s_options = new() { Window = TimeSpan.FromMinutes(30) };

    [Fact]
    public async Task Watches_from_the_hosts_start_to_its_end_through_the_containers_client()
    {
        ManualTimeProvider time = new();
        FakeDeployments service = new(time);
        FakeDeployment one = service.Add();
        time.Advance(TimeSpan.FromHours(1));
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddTogetherIdleGuard(s_options).AddTogetherIdleGuard(s_options with { Window = TimeSpan.FromDays(1) });
        builder.Services.AddTogetherClient(options => (options.ApiKey, options.ProjectId, options.BaseAddress) = ("k", "p", new Uri("https://example.test")))
            .HttpClientBuilder.ConfigurePrimaryHttpMessageHandler(() => service);
        using IHost host = builder.Build();
        TogetherClient client = host.Services.GetRequiredService<TogetherClient>();
        ModelTraffic call = client.Traffic.Begin("acme/chat");
        await host.StartAsync();
        await time.WhenWaiting(); // it has looked, and waits
        Assert.True(one.Runs);
        call.End();
        time.Advance(TimeSpan.FromMinutes(1));
        while (one.Runs)
        {
            await time.WhenWaiting();
            time.AdvanceToNext();
        }

        Assert.InRange(time.Elapsed.TotalMinutes, 90, 92);
        await host.StopAsync();
        Assert.Equal(s_options, host.Services.GetRequiredService<IdleGuard>().Options);
    }

    [Fact]
    public void Bad_options_are_refused_where_they_are_written() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddTogetherIdleGuard(new IdleGuardOptions { Window = TimeSpan.Zero }));
}
