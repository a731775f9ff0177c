# What an instance does when it starts: packages, the releases' file system, the server's program, its log. It has no way
# to the internet; packages come from Amazon Linux' buckets through the VPC's endpoint. Whatever fails leaves the server
# unstarted: the instance never gets healthy, is replaced, and its console output says why.
set -euo pipefail

patiently() {
  for attempt in 1 2 3 4 5; do
    if timeout 300 "$@"; then
      return 0
    fi
    echo "attempt $attempt of 5 failed: $*" >&2
    sleep $((attempt * 3))
  done
  return 1
}

# The image has the last two, but promises nothing.
patiently dnf -y --setopt=timeout=10 install \
  java-21-amazon-corretto-headless amazon-efs-utils amazon-cloudwatch-agent awscli-2 logrotate

# Read only, over TLS, with the instance's role, through the access point. A missing name is asked for again each time
# (lookupcache): what has just been published is there at once.
mkdir -p "$MOUNT_PATH"
echo "$FILE_SYSTEM_ID:/ $MOUNT_PATH efs _netdev,noresvport,tls,iam,ro,accesspoint=$ACCESS_POINT_ID,lookupcache=pos 0 0" >>/etc/fstab
patiently mount "$MOUNT_PATH"

program=/opt/update-server/update-server.jar
mkdir -p "$(dirname "$program")"
patiently aws s3api get-object --region "$REGION" --bucket "$JAR_BUCKET" --key "$JAR_KEY" "$program"
echo "$JAR_SHA256  $program" | sha256sum --check -

useradd --system --no-create-home --shell /sbin/nologin update-server
install -d -o update-server -g update-server -m 0750 /var/log/update-server

cat >/etc/update-server.env <<END
RELEASES_ROOT=$RELEASES_ROOT
RELEASES_MOUNTED=$RELEASES_MOUNTED
BIND=$BIND
PORT=$PORT
IDLE_SECONDS=$IDLE_SECONDS
DRAIN_SECONDS=$DRAIN_SECONDS
END

cat >/etc/systemd/system/update-server.service <<END
[Unit]
Description=Software updates
Wants=network-online.target
After=network-online.target
RequiresMountsFor=$MOUNT_PATH
StartLimitIntervalSec=0

[Service]
User=update-server
EnvironmentFile=/etc/update-server.env
ExecStart=/usr/bin/java -XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError -jar $program
Restart=always
RestartSec=2
SuccessExitStatus=143
TimeoutStopSec=$((DRAIN_SECONDS + 5))
StandardOutput=append:/var/log/update-server/access.log
StandardError=append:/var/log/update-server/server.log
LimitNOFILE=65536
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=true
PrivateTmp=true
PrivateDevices=true
CapabilityBoundingSet=

[Install]
WantedBy=multi-user.target
END

cat >/etc/logrotate.d/update-server <<END
/var/log/update-server/*.log {
  size 100M
  rotate 3
  copytruncate
  missingok
}
END
mkdir -p /etc/systemd/system/logrotate.timer.d
cat >/etc/systemd/system/logrotate.timer.d/hourly.conf <<END
[Timer]
OnCalendar=
OnCalendar=hourly
RandomizedDelaySec=0
END

# The log group exists: the instance may not create one.
cat >/opt/aws/amazon-cloudwatch-agent/etc/update-server.json <<END
{
  "agent": {"region": "$REGION"},
  "logs": {
    "logs_collected": {
      "files": {
        "collect_list": [
          {
            "file_path": "/var/log/update-server/access.log",
            "log_group_name": "$LOG_GROUP",
            "log_stream_name": "{instance_id}"
          },
          {
            "file_path": "/var/log/update-server/server.log",
            "log_group_name": "$LOG_GROUP",
            "log_stream_name": "{instance_id}-server"
          }
        ]
      }
    }
  }
}
END

systemctl daemon-reload
systemctl enable --now update-server.service
# Last, and not worth an instance: without them downloads go on.
systemctl restart logrotate.timer || echo "the log is not rotated by the hour" >&2
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s \
  -c file:/opt/aws/amazon-cloudwatch-agent/etc/update-server.json || echo "the log is not sent" >&2
