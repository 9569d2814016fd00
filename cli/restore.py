"""`linli restore`: a backup into new, empty places."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cli import settings_or_exit, use_keys
from cli.backups import putting_back
from runtime.logs import in_one_line
from vocabulary.counted import counted


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--skip-numbers",
    default=1000,
    show_default=True,
    type=click.IntRange(0),
    help="How many numbers of each series were perhaps given after the backup: new ones come after.",
)
@click.option(
    "--nothing-came-after",
    is_flag=True,
    help="The system stood still since the backup: places and numbers go on as they are.",
)
@click.option(
    "--feed-is-kept",
    is_flag=True,
    help="The broker still has its stream street.feed: it is not filled again.",
)
def command(
    folder: Path, skip_numbers: int, *, nothing_came_after: bool, feed_is_kept: bool
) -> None:
    """Restore the backup in FOLDER into empty databases and an empty store of attachments.

    Give it the keys of then. Start the services afterwards.
    """
    os.umask(0o077)
    settings = settings_or_exit()
    use_keys(settings)
    found = putting_back.check(settings, folder)
    try:
        putting_back.put_back(settings, folder, found)
        from cli.backups import going_on  # noqa: PLC0415 - heavy: it loads every service

        done = going_on.go_on(
            settings,
            found.moment,
            skipped=None if nothing_came_after else skip_numbers,
            fills_feed=found.is_of_a_deployment and not feed_is_kept,
        )
    except Exception as broken:
        # Half of it must not be started: numbers would be given twice.
        raise click.ClickException(
            f"恢复中断：{_in_words(broken)}；请重建全部数据库后再试，不要启动服务。"
            f"The restore broke off ({_in_words(broken)}). Start nothing: make all databases new, and "
            "restore again."
        ) from broken
    click.echo(f"as of {found.moment.isoformat(timespec='seconds')}")
    click.echo(f"{counted(done.told_again, 'event', 'events')} of before will be handled")
    for name, place in sorted(done.places.items()):
        click.echo(f"{name}: ended at {found.databases[name].last_place}, goes on at {place}")
    if done.to_the_feed:
        click.echo(f"street.feed gets {counted(done.to_the_feed, 'event', 'events')} from before")
    if done.places:
        click.echo(
            "请通知 street.feed 和 /events 的所有读取方：清空副本，从头读取。"
            "Tell all readers of street.feed and of /events to empty their copy and to begin again "
            "at `first` and `after=0`: they may know events that are lost."
        )
        click.echo(
            f"编号跳过 {skip_numbers} 个；如曾用此备份恢复并已发出编号，请重新恢复，跳过数须大于两者之和。"
            f"Each series skipped {skip_numbers} numbers. Restored once already from this backup, and "
            "given numbers since? Restore again with --skip-numbers above the sum of those skipped "
            "then and those given since."
        )
    if found.attachments is None:
        click.echo(
            "附件不在此备份中。The attachments are not in this backup: put them back yourself."
        )


def _in_words(broken: Exception) -> str:
    return broken.message if isinstance(broken, click.ClickException) else in_one_line(broken)
