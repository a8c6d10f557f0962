using Microsoft.Playwright;

namespace OverflowGateway.Tests;

/// <summary>The Chromium of this machine, driven by Playwright. None is downloaded: where there is none, its tests are skipped and say so.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        string?[] places = [Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        string? executable = places.FirstOrDefault(File.Exists);
        if (executable is null)
            Assert.Skip("There is no Chromium here: install Debian's package chromium, or set CHROMIUM to the path of one.");
        IPlaywright playwright = await Playwright.CreateAsync();
        // Everything it opens is this process's own page; root, as in CI, has no sandbox to offer.
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox"] }));
    }

    public async Task<IPage> OpenAsync(Uri address, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await _browser.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 760 } });
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
